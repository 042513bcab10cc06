// A new workspace: three fields, and more for those who want to choose more. Who makes it owns it. What it begins with
// is made in the same act, so it is whole when it opens.
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useStore } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Choices, Field } from '../../ui/Field'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { refusalWords } from '../people/refusals'
import { KindField, RegionField } from './fields'
import { TEMPLATES, tagsOf, visibilityChoices } from './words'
import styles from './workspaces.module.css'

const PLAIN = { kind: 'network', region: '', tags: '', template: 'none' }
/** What a workspace is that begins so. */
const KIND_OF: Record<string, string> = { none: 'network', plan: 'region', project: 'project', idea: 'idea', event: 'event' }

export function FoundWorkspace({ onClose }: { onClose: () => void }) {
  const { m, locale } = useText()
  const store = useStore()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const [words, setWords] = useState({ name: '', purpose: '', visibility: 'open' })
  const [more, setMore] = useState(PLAIN)
  const [isMore, showMore] = useState(false)
  const [isTried, setTried] = useState(false)
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const tags = tagsOf(more.tags)
  const [name, purpose] = [words.name.trim(), words.purpose.trim()]

  const create = async () => {
    setTried(true)
    if (name === '' || purpose === '' || !tags || isBusy) return
    setBusy(true)
    const outcome = await store.foundWorkspace({
      name, purpose, visibility: words.visibility, kind: more.kind, tags, language: locale,
      ...(more.region !== '' && { region: more.region }),
      ...(more.template !== 'none' && { template: more.template }),
    })
    setBusy(false)
    if (!outcome.ok) return setRefused(refusalWords(outcome.refusal, m))
    onClose()
    announce(m.workspaces.created(name))
    await navigate({ to: '/w/$workspace', params: { workspace: outcome.value } })
  }

  return (
    <DialogFrame
      title={m.workspace.create}
      closeLabel={m.close}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{m.cancel}</Button>
          <Button look="primary" isDisabled={isBusy} onPress={() => void create()}>
            {m.workspace.createIt}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void create()
        }}
      >
        <Field
          label={m.workspace.name}
          placeholder={m.workspace.namePlaceholder}
          value={words.name}
          autoFocus
          maxLength={80}
          enterKeyHint="next"
          error={isTried && name === '' ? m.workspace.nameNeeded : undefined}
          onChange={(event) => setWords({ ...words, name: event.target.value })}
        />
        <Field
          label={m.workspace.purpose}
          hint={m.workspace.purposeHint}
          value={words.purpose}
          maxLength={500}
          error={isTried && purpose === '' ? m.workspace.purposeNeeded : undefined}
          onChange={(event) => setWords({ ...words, purpose: event.target.value })}
        />
        <Choices label={m.workspace.visibility} name="visibility" value={words.visibility} onChange={(visibility) => setWords({ ...words, visibility })} choices={visibilityChoices(m)} />
        <div>
          <Button look="quiet" icon={isMore ? 'arrowUp' : 'plus'} aria-expanded={isMore} onPress={() => showMore(!isMore)}>
            {isMore ? m.workspaces.fewer : m.workspaces.more}
          </Button>
        </div>
        {isMore && (
          <>
            <p className={styles.soft}>{m.workspaces.defaults}</p>
            <Choices
              label={m.workspaces.template}
              name="template"
              value={more.template}
              onChange={(template) => setMore({ ...more, template, kind: KIND_OF[template] ?? more.kind })}
              choices={TEMPLATES.map((value) => ({ value, ...m.workspaces.templates[value] }))}
            />
            <div className={styles.pair}>
              <KindField value={more.kind} onChange={(kind) => setMore({ ...more, kind })} />
              <RegionField value={more.region} onChange={(region) => setMore({ ...more, region })} />
            </div>
            <Field
              label={m.workspaces.tags}
              hint={m.workspaces.tagsHint}
              value={more.tags}
              autoCapitalize="none"
              error={tags ? undefined : m.workspaces.tagsWrong}
              onChange={(event) => setMore({ ...more, tags: event.target.value })}
            />
          </>
        )}
        {refused !== undefined && (
          <p role="alert" className={styles.refused}>
            {refused}
          </p>
        )}
        <input type="submit" hidden />
      </form>
    </DialogFrame>
  )
}
