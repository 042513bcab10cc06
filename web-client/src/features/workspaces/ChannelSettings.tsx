// The settings of a channel: name, topic, who sees it, who may write, whether it is at work.
import { useState } from 'react'
import { useStore, type ChannelView } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Choices, Field } from '../../ui/Field'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { refusalWords } from '../people/refusals'
import styles from './workspaces.module.css'

const POSTINGS = ['all', 'owners'] as const

export function ChannelSettings({ channel, onClose }: { channel: ChannelView; onClose: () => void }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const was = { name: channel.name, topic: channel.topic, visibility: channel.visibility, posting: channel.posting }
  const [now, setNow] = useState(was)
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const isArchived = channel.state === 'archived'
  const set = (change: Partial<typeof was>) => setNow({ ...now, ...change })

  const change = async (wanted: Parameters<typeof store.changeChannel>[1]) => {
    setBusy(true)
    const outcome = await store.changeChannel(channel.id, wanted)
    setBusy(false)
    if (!outcome.ok) return setRefused(refusalWords(outcome.refusal, m))
    announce(m.workspaces.saved)
    onClose()
  }
  const save = () => {
    const wanted = Object.fromEntries(Object.entries(now).filter(([key, value]) => was[key as keyof typeof was] !== value.trim()))
    if (Object.keys(wanted).length === 0) return onClose()
    if (now.name.trim() !== '' && !isBusy) void change(wanted)
  }

  return (
    <DialogFrame
      title={`${m.workspaces.channelSettings}: ${channel.name}`}
      closeLabel={m.close}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{m.cancel}</Button>
          {!isArchived && (
            <Button look="primary" isDisabled={isBusy || now.name.trim() === ''} onPress={save}>
              {m.save}
            </Button>
          )}
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          save()
        }}
      >
        {!isArchived && (
          <>
            <Field label={m.channel.name} hint={m.channel.nameHint} value={now.name} maxLength={80} onChange={(event) => set({ name: event.target.value.toLowerCase().replace(/\s+/g, '-') })} />
            <Field label={m.channel.topic} hint={m.channel.topicHint} value={now.topic} maxLength={300} onChange={(event) => set({ topic: event.target.value })} />
            <Choices
              label={m.workspace.visibility}
              name="visibility"
              value={now.visibility}
              onChange={(visibility) => set({ visibility })}
              choices={[
                { value: 'public', name: m.channel.public, hint: m.channel.publicHint },
                { value: 'private', name: m.channel.private, hint: m.channel.privateHint },
              ]}
            />
            {now.visibility !== was.visibility && (
              <p role="status" className={styles.notice}>
                {now.visibility === 'private' ? m.workspaces.makePrivate : m.workspaces.makePublic}
              </p>
            )}
            <Choices label={m.workspaces.posting} name="posting" value={now.posting} onChange={(posting) => set({ posting })} choices={POSTINGS.map((value) => ({ value, ...m.workspaces.postings[value] }))} />
            <input type="submit" hidden />
          </>
        )}
        <p className={styles.soft}>{m.workspaces.archiveChannelHint}</p>
        <div>
          <Button isDisabled={isBusy} onPress={() => void change({ state: isArchived ? 'active' : 'archived' })}>
            {isArchived ? m.workspaces.restoreChannel : m.workspaces.archiveChannel}
          </Button>
        </div>
        {refused !== undefined && (
          <p role="alert" className={styles.refused}>
            {refused}
          </p>
        )}
      </form>
    </DialogFrame>
  )
}
