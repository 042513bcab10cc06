// A new channel in a workspace.
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useSelected, useStore, type WorkspaceId } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Choices, Field } from '../../ui/Field'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { refusalWords } from '../people/refusals'
import { Chooser } from '../workspaces/fields'
import { channelKindName } from '../workspaces/words'
import styles from './places.module.css'

const ONLY: readonly string[] = ['chat']

interface Props {
  workspace: WorkspaceId
  onClose: () => void
}

export function CreateChannel({ workspace, onClose }: Props) {
  const { m } = useText()
  const store = useStore()
  const navigate = useNavigate()
  const within = useSelected((state) => state.workspaces.get(workspace)?.name ?? '')
  const [name, setName] = useState('')
  const [topic, setTopic] = useState('')
  const kinds = useSelected((state) => state.network?.kinds) ?? ONLY
  const [kind, setKind] = useState<string>('chat')
  const [visibility, setVisibility] = useState('public')
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)

  const create = async () => {
    if (name.trim() === '' || isBusy) return
    setBusy(true)
    const outcome = await store.createChannel({ workspace, kind, name: name.trim(), topic: topic.trim(), visibility })
    setBusy(false)
    if (!outcome.ok) return setRefused(refusalWords(outcome.refusal, m))
    onClose()
    await navigate({ to: '/c/$channel', params: { channel: outcome.value } })
  }

  return (
    <DialogFrame
      title={`${m.channel.create}: ${within}`}
      closeLabel={m.close}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{m.cancel}</Button>
          <Button look="primary" isDisabled={isBusy || name.trim() === ''} onPress={() => void create()}>
            {m.channel.createIt}
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
          label={m.channel.name}
          hint={m.channel.nameHint}
          value={name}
          autoFocus
          maxLength={80}
          onChange={(event) => setName(event.target.value.toLowerCase().replace(/\s+/g, '-'))}
        />
        {kinds.length > 1 && (
          <Chooser label={m.workspaces.channelKind} value={kind} onChange={setKind} choices={kinds.map((value) => ({ value, name: channelKindName(value, m) }))} />
        )}
        <Field label={m.channel.topic} hint={m.channel.topicHint} value={topic} maxLength={300} onChange={(event) => setTopic(event.target.value)} />
        <Choices
          label={m.workspace.visibility}
          name="visibility"
          value={visibility}
          onChange={setVisibility}
          choices={[
            { value: 'public', name: m.channel.public, hint: m.channel.publicHint },
            { value: 'private', name: m.channel.private, hint: m.channel.privateHint },
          ]}
        />
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
