// Turning talk into something lasting: which messages, where, under which title. The kind says what it makes of them, and
// the new item names the conversation, so that each is found from the other.
import { useCallback, useEffect, useState } from 'react'
import { kindOf } from '../../kinds/registry'
import { select, useSelected, useStore, type MessageView, type MessagesPage } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Choices, Field } from '../../ui/Field'
import { Tick } from '../../ui/Form'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { firstWords, wordsOf } from '../conversation/QuoteCard'
import { itemTitle, memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import styles from './making.module.css'

const ASKED = 60

export function MakeItem({ message, onClose }: { message: MessageView; onClose: () => void }) {
  const { m } = useText()
  const store = useStore()
  const item = useSelected((state) => select.item(state, message.channel, message.item))
  const members = useSelected((state) => state.members)
  const channels = useSelected((state) => state.channels)
  const workspaces = useSelected(select.workspaces)
  const places = [...channels.values()]
    .filter((channel) => channel.state === 'active' && channel.desk !== undefined && kindOf(channel.kind).madeOfTalk !== undefined)
    .map((channel) => ({ value: channel.id, name: `${workspaces.find((row) => row.workspace.id === channel.workspace)?.workspace.name ?? ''} / ${channel.name}` }))
  const [said, setSaid] = useState<readonly MessageView[]>([message])
  const [hasMore, setHasMore] = useState({ before: false, after: false })
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set([message.id]))
  const [place, setPlace] = useState<string>()
  const [title, setTitle] = useState(() => (item?.main === true ? '' : itemTitle(item, m)))
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string>()
  const name = (id: string | undefined) => memberName(id === undefined ? undefined : members.get(id), m)
  const where = place ?? places[0]?.value
  const isOpen = (id: string | undefined) => {
    const channel = id === undefined ? undefined : channels.get(id)
    return channel?.visibility === 'public' && workspaces.find((row) => row.workspace.id === channel.workspace)?.workspace.visibility === 'open'
  }
  const toOthers = !isOpen(message.channel) && (isOpen(where) || channels.get(where ?? '')?.workspace !== channels.get(message.channel)?.workspace)
  // Around the message first, then what was said before and after.
  const load = useCallback(
    (from: { around: number } | { before: number } | { after: number }) =>
      store.ask<MessagesPage>(`/channels/${message.channel}/messages`, { item: message.item, limit: ASKED, ...from }).then((outcome) => {
        if (!outcome.ok) return
        const found = outcome.value.messages.filter((one) => one.deleted !== true && one.hidden !== true && one.text !== '')
        const { has_before, has_after } = outcome.value
        setHasMore((more) => ({ before: 'after' in from ? more.before : has_before, after: 'before' in from ? more.after : has_after }))
        setSaid((before) => [...new Map([...before, ...found].map((one) => [one.id, one])).values()].sort((a, b) => a.seq - b.seq))
      }),
    [store, message.channel, message.item],
  )
  useEffect(() => {
    void load({ around: message.seq })
  }, [load, message.seq])
  const make = async () => {
    const kind = where === undefined ? undefined : kindOf(channels.get(where)?.kind ?? '')
    if (where === undefined || kind?.madeOfTalk === undefined || title.trim() === '' || isBusy) return
    setBusy(true)
    // Nobody's name goes along: a page may become public.
    const texts = said.filter((one) => chosen.has(one.id)).map((one) => one.text.replaceAll(/@\[[0-9a-f-]{36}\]/g, '').trim())
    const body = kind.madeOfTalk({ texts, topic: message.item })
    if (body === undefined) {
      setBusy(false)
      return setRefused(m.making.tooMuch)
    }
    const outcome = await store.createItem(where, title.trim(), { body })
    if (!outcome.ok) {
      setBusy(false)
      return setRefused(refusalWords(outcome.refusal, m))
    }
    location.assign(`/c/${where}/t/${outcome.value}`)
  }
  return (
    <DialogFrame
      title={m.making.title}
      closeLabel={m.close}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{m.cancel}</Button>
          <Button look="primary" isDisabled={isBusy || where === undefined || chosen.size === 0 || title.trim() === ''} onPress={() => void make()}>
            {m.making.make}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void make()
        }}
      >
        <p>{m.making.hint}</p>
        {places.length === 0 ? <p>{m.making.noPlace}</p> : <Choices label={m.making.where} name="place" value={where ?? ''} onChange={setPlace} choices={places} />}
        {toOthers && places.length > 0 && <p role="note">{m.making.closed}</p>}
        <Field label={m.making.name} value={title} maxLength={200} onChange={(event) => setTitle(event.target.value)} />
        <fieldset className={styles.said}>
          <legend>{m.making.messages}</legend>
          {hasMore.before && <Button onPress={() => void load({ before: said[0]?.seq ?? message.seq })}>{m.making.earlier}</Button>}
          {said.map((one) => (
            <Tick
              key={one.id}
              label={firstWords(wordsOf(one), name)}
              hint={name(one.author)}
              isOn={chosen.has(one.id)}
              onChange={(isOn) => setChosen((before) => new Set(isOn ? [...before, one.id] : [...before].filter((id) => id !== one.id)))}
            />
          ))}
          {hasMore.after && <Button onPress={() => void load({ after: said.at(-1)?.seq ?? message.seq })}>{m.making.later}</Button>}
        </fieldset>
        {refused !== undefined && (
          <p role="alert" className={styles.refused}>
            {refused}
          </p>
        )}
      </form>
    </DialogFrame>
  )
}
