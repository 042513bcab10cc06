// Who asks to be let into a workspace: one is decided with one press, many with one more.
import { useCallback, useEffect, useState } from 'react'
import { useSelected, useStore, type MemberId, type RequestView, type WorkspaceId } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { mainOrganisation, memberName, organisationName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { Face } from '../people/Face'
import styles from './invitations.module.css'

export function RequestsQueue({ workspace }: { workspace: WorkspaceId }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const heard = useSelected((state) => state.comingIn.heard)
  const [waiting, setWaiting] = useState<readonly RequestView[]>()
  const [chosen, setChosen] = useState<ReadonlySet<MemberId>>(new Set())
  const [isBusy, setBusy] = useState(false)
  const load = useCallback(
    () =>
      store.listRequests(workspace).then((got) => {
        if (!got.ok) return announce(refusalWords(got.refusal, m))
        setWaiting(got.value)
        const here = new Set(got.value.map((one) => one.member.id))
        setChosen((former) => new Set([...former].filter((id) => here.has(id))))
      }),
    [store, workspace, announce, m],
  )
  useEffect(() => void load(), [load, heard])

  const decide = async (members: readonly MemberId[], approve: boolean) => {
    if (isBusy || members.length === 0) return
    setBusy(true)
    const got = await store.decideRequests(workspace, members, approve)
    setBusy(false)
    announce(got.ok ? (approve ? m.requests.approved(members.length) : m.requests.refused(members.length)) : refusalWords(got.refusal, m))
    await load()
  }
  const toggle = (id: MemberId) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  if (!waiting) return <p className={styles.soft}>{m.loading}</p>
  if (waiting.length === 0) return <p className={styles.soft}>{m.requests.none}</p>
  const all = waiting.slice(0, 50).map((one) => one.member.id)
  const members = [...chosen]

  return (
    <div className={styles.panel}>
      {waiting.length > 1 && (
        <div className={styles.bulk}>
          <label className={styles.check}>
            <input type="checkbox" checked={members.length === all.length} onChange={(event) => setChosen(new Set(event.target.checked ? all : []))} />
            <span>{members.length > 0 ? m.requests.chosen(members.length) : m.requests.all}</span>
          </label>
          {members.length > 0 && (
            <span className={styles.buttons}>
              <Button size="small" look="primary" isDisabled={isBusy} onPress={() => void decide(members, true)}>
                {m.requests.approve}
                <span className="sr-only">: {m.requests.chosen(members.length)}</span>
              </Button>
              <Button size="small" isDisabled={isBusy} onPress={() => void decide(members, false)}>
                {m.requests.refuse}
                <span className="sr-only">: {m.requests.chosen(members.length)}</span>
              </Button>
            </span>
          )}
        </div>
      )}
      <ul role="list" className={styles.links}>
        {waiting.map((one) => (
          <li key={one.member.id}>
            <Asker one={one} isChosen={chosen.has(one.member.id)} isBusy={isBusy} canChoose={waiting.length > 1} onChoose={() => toggle(one.member.id)} onDecide={(approve) => void decide([one.member.id], approve)} />
          </li>
        ))}
      </ul>
    </div>
  )
}

interface AskerProps {
  one: RequestView
  isChosen: boolean
  isBusy: boolean
  canChoose: boolean
  onChoose: () => void
  onDecide: (approve: boolean) => void
}

function Asker({ one, isChosen, isBusy, canChoose, onChoose, onDecide }: AskerProps) {
  const { m, locale, format } = useText()
  const organisation = useSelected((state) => mainOrganisation(state, one.member))
  const name = memberName(one.member, m)
  return (
    <article className={styles.asker} aria-label={name}>
      {canChoose && <input type="checkbox" className={styles.choose} aria-label={m.requests.choose(name)} checked={isChosen} onChange={onChoose} />}
      <Face id={one.member.id} member={one.member} />
      <div className={styles.linkWords}>
        <p className={styles.strong}>{name}</p>
        <p className={styles.soft}>
          {[organisationName(organisation, locale), one.member.title, format.brief(Date.parse(one.at))].filter(Boolean).join(' · ')}
        </p>
        <p className={one.text === '' ? styles.soft : styles.said}>{one.text === '' ? m.requests.noWords : one.text}</p>
        <div className={styles.buttons}>
          <Button size="small" look="primary" aria-label={`${m.requests.approve}: ${name}`} isDisabled={isBusy} onPress={() => onDecide(true)}>
            {m.requests.approve}
          </Button>
          <Button size="small" aria-label={`${m.requests.refuse}: ${name}`} isDisabled={isBusy} onPress={() => onDecide(false)}>
            {m.requests.refuse}
          </Button>
        </div>
      </div>
    </article>
  )
}
