// "Otan käyttöön": a copy in a place of one's own. Usually one press: the place is chosen already.
import { useState } from 'react'
import { select, useSelected, useStore, type Act, type ItemView } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Choices } from '../../ui/Field'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import styles from './bank.module.css'
import { useWords } from './text'

export function ApplyDialog({ item, onClose }: { item: ItemView; onClose: () => void }) {
  const words = useWords()
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const workspaces = useSelected(select.workspaces)
  const channels = useSelected((state) => state.channels)
  const standings = useSelected((state) => state.standings)
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const places = workspaces.flatMap(({ workspace }) => {
    const own = [...channels.values()].filter((channel) => channel.workspace === workspace.id && channel.state === 'active')
    const banks = own.filter((channel) => channel.kind === item.kind && standings.get(channel.id)?.may_post === true)
    const there = banks.map((channel) => ({ value: channel.id, name: `${workspace.name} / ${channel.name}` }))
    // Whoever writes in a place has a right to a bank of its own there.
    const mayMake = own.some((channel) => standings.get(channel.id)?.may_post === true)
    return there.length > 0 || !mayMake ? there : [{ value: `new ${workspace.id}`, name: words.applyNew(workspace.name) }]
  })
  const first = places.find((place) => place.value !== item.channel) ?? places[0]
  const [chosen, choose] = useState(first?.value ?? '')

  const apply = async () => {
    setBusy(true)
    setError(undefined)
    let channel = chosen
    if (chosen.startsWith('new ')) {
      const made = await store.createChannel({ workspace: chosen.slice(4), kind: item.kind, name: words.channelName, topic: '', visibility: 'public' })
      if (!made.ok) return failed(m.refusals[made.refusal.code])
      channel = made.value
    }
    const copied = await store.act({ t: 'copy_item', item: item.id, channel } as Act)
    if (!copied.ok) return failed(m.refusals[copied.refusal.code])
    announce(words.applied)
    location.assign(`/c/${channel}/t/${copied.value.id}`)
  }
  const failed = (why: string) => {
    setBusy(false)
    setError(why)
  }

  return (
    <DialogFrame
      title={words.applyTitle}
      closeLabel={m.close}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{m.cancel}</Button>
          <Button look="primary" isDisabled={isBusy || chosen === ''} onPress={() => void apply()}>
            {words.applyHere}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{words.applyHint}</p>
        {places.length === 0 ? <p>{words.noPlace}</p> : <Choices label={words.applyWhere} name="place" value={chosen} onChange={choose} choices={places} />}
        {error !== undefined && (
          <p role="alert" className={styles.failed}>
            {error}
          </p>
        )}
      </div>
    </DialogFrame>
  )
}
