// Workspaces, secret ones among them, as running the service needs them: never what is said there, and the page says so.
import { useCallback, useState } from 'react'
import { useStore, type AdminWorkspace, type AdminWorkspacesPage } from '../../store'
import { useText } from '../../text'
import { Field } from '../../ui/Field'
import { Select } from '../../ui/Select'
import admin from './administration.module.css'
import styles from './lists.module.css'
import { Answered, Facts, PageEnd, Word } from './parts'
import { sizeWords } from './size'
import { useSettled } from './useAnswer'
import { useOnly } from './useOnly'
import { usePages } from './usePages'

const STATES = ['preparing', 'active', 'archived']
const VISIBILITIES = ['open', 'by_request', 'invited', 'secret'] as const

export function WorkspacesSection() {
  const { m } = useText()
  const store = useStore()
  const [query, setQuery] = useState('')
  const [state, setState] = useState('')
  const [visibility, setVisibility] = useState('')
  const [ownerless, setOwnerless] = useState(useOnly() === 'ownerless')
  const settled = useSettled(query)
  const ask = useCallback(
    (after: AdminWorkspace | undefined) => store.adminWorkspaces({ query: settled, state, visibility, ownerless, limit: 50, ...(after && { after: after.id }) }),
    [store, settled, state, visibility, ownerless],
  )
  const asked = usePages<AdminWorkspace, AdminWorkspacesPage>(ask, (page) => page.workspaces)
  const words = m.admin.workspaces
  const visibilityNames = useVisibilityNames()
  const any = { value: '', name: m.admin.any }
  return (
    <>
      <p className={admin.note}>{words.note}</p>
      <div className={styles.filters}>
        <Field label={words.search} type="search" value={query} onChange={(event) => setQuery(event.target.value)} />
        <Select label={words.state} value={state} onChange={setState} choices={[any, ...STATES.map((value) => ({ value, name: words.states[value] ?? value }))]} />
        <Select label={words.visibility} value={visibility} onChange={setVisibility} choices={[any, ...VISIBILITIES.map((value) => ({ value, name: visibilityNames[value] ?? value }))]} />
        <label className={styles.check}>
          <input type="checkbox" checked={ownerless} onChange={(event) => setOwnerless(event.target.checked)} />
          {words.ownerless}
        </label>
      </div>
      <Answered asked={asked}>
        {(found) => (
          <>
            <ul role="list" className={styles.rows}>
              {found.rows.map((one) => (
                <Workspace key={one.id} workspace={one} />
              ))}
            </ul>
            <PageEnd total={found.total} hasMore={found.hasMore} isBusy={asked.isAsking} onMore={asked.more} />
          </>
        )}
      </Answered>
    </>
  )
}

function useVisibilityNames(): Record<string, string> {
  const { m } = useText()
  return { open: m.workspace.open, by_request: m.workspace.request, invited: m.workspace.invited, secret: m.workspace.secret }
}

function Workspace({ workspace }: { workspace: AdminWorkspace }) {
  const { m, locale, format } = useText()
  const words = m.admin.workspaces
  const visibilityNames = useVisibilityNames()
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <div className={styles.name}>
          <p className={styles.strong}>{workspace.name}</p>
          <Facts
            of={[
              m.context.membersCount(workspace.members),
              words.channels(workspace.channels),
              words.messages(workspace.messages),
              sizeWords(workspace.bytes, locale),
              workspace.active_at === undefined ? words.unused : words.active(format.brief(Date.parse(workspace.active_at))),
            ]}
          />
          {workspace.owner_names.length > 0 && <Facts of={[words.owners(workspace.owner_names.join(', '))]} />}
        </div>
        {workspace.owner_names.length === 0 && <Word look="alert">{words.noOwner}</Word>}
        {workspace.state !== 'active' && <Word look="warning">{words.states[workspace.state] ?? workspace.state}</Word>}
        <Word>{visibilityNames[workspace.visibility] ?? workspace.visibility}</Word>
      </div>
    </li>
  )
}
