// A new workspace in three fields: name, purpose, visibility. Who makes it owns it.
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useStore } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Choices, Field } from '../../ui/Field'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { refusalWords } from '../people/refusals'
import styles from './places.module.css'

export function CreateWorkspace({ onClose }: { onClose: () => void }) {
  const { m } = useText()
  const store = useStore()
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const [purpose, setPurpose] = useState('')
  const [visibility, setVisibility] = useState('open')
  const [isTried, setTried] = useState(false)
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)

  const create = async () => {
    setTried(true)
    if (name.trim() === '' || purpose.trim() === '' || isBusy) return
    setBusy(true)
    const outcome = await store.createWorkspace({ name: name.trim(), purpose: purpose.trim(), visibility })
    setBusy(false)
    if (!outcome.ok) return setRefused(refusalWords(outcome.refusal, m))
    onClose()
    await navigate({ to: '/channels' })
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
          value={name}
          autoFocus
          maxLength={120}
          error={isTried && name.trim() === '' ? m.workspace.nameNeeded : undefined}
          onChange={(event) => setName(event.target.value)}
        />
        <Field
          label={m.workspace.purpose}
          hint={m.workspace.purposeHint}
          value={purpose}
          maxLength={500}
          error={isTried && purpose.trim() === '' ? m.workspace.purposeNeeded : undefined}
          onChange={(event) => setPurpose(event.target.value)}
        />
        <Choices
          label={m.workspace.visibility}
          name="visibility"
          value={visibility}
          onChange={setVisibility}
          choices={[
            { value: 'open', name: m.workspace.open, hint: m.workspace.openHint },
            { value: 'by_request', name: m.workspace.request, hint: m.workspace.requestHint },
            { value: 'invited', name: m.workspace.invited, hint: m.workspace.invitedHint },
            { value: 'secret', name: m.workspace.secret, hint: m.workspace.secretHint },
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
