// Moves a message, it and what follows, or the whole topic: what, where to, and then where it stands now.
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { select, useSelected, useStore, type Goal, type ItemId, type Left, type MessageView, type Talk } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Choices, Field } from '../../ui/Field'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { channelName, itemTitle } from '../people/names'
import { refusalWords } from '../people/refusals'
import { Finder } from './Finder'
import { AS_IT_IS, FRESH, useChannels, useTopics } from './goals'
import styles from './moving.module.css'

interface Props {
  message: MessageView
  /** Not only one's own message, and not only within the channel. */
  mayManage: boolean
  onClose: () => void
}

type Extent = 'message' | 'from' | 'item'

interface Done {
  readonly channel: string
  readonly item: ItemId
  readonly topic: string
  readonly left: Left | undefined
}

export function MoveDialog({ message, mayManage, onClose }: Props) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const item = useSelected((state) => select.item(state, message.channel, message.item))
  const [extent, setExtent] = useState<Extent>('message')
  const [channel, setChannel] = useState<string | undefined>(message.channel)
  const [topic, setTopic] = useState<string | undefined>(FRESH)
  const [title, setTitle] = useState('')
  const [notice, setNotice] = useState(true)
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string>()
  const [done, setDone] = useState<Done>()
  const channels = useChannels(message.channel, mayManage)
  const topics = useTopics(channel, message, extent === 'item')
  const goalName = useSelected((state) => channelName(state, channel === undefined ? undefined : state.channels.get(channel), m))

  const goal = channel === undefined || topic === undefined ? undefined : goalOf(channel, topic, title.trim())
  const move = async (what: Talk, to: Goal, name: string) => {
    if (channel === undefined || isBusy) return
    setBusy(true)
    const outcome = await store.moveTalk(what, to, notice)
    setBusy(false)
    if (!outcome.ok) return setRefused(refusalWords(outcome.refusal, m))
    setRefused(undefined)
    setDone({ channel, item: outcome.value.item, topic: name, left: outcome.value.left })
    announce(m.moving.done(name, goalName))
  }
  const begin = () => {
    if (!goal) return
    const name = topic === FRESH ? title.trim() : topic === AS_IT_IS ? itemTitle(item, m) : (topics.find((one) => one.id === topic)?.name ?? '')
    void move(talkOf(extent, message), goal, name)
  }

  if (done) return <Moved done={done} channel={goalName} isBusy={isBusy} refused={refused} onClose={onClose} onMore={(left) => void move({ from: left.next }, { item: done.item }, done.topic)} />
  return (
    <DialogFrame
      title={m.moving.title}
      closeLabel={m.close}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{m.cancel}</Button>
          <Button look="primary" isDisabled={goal === undefined || isBusy} onPress={begin}>
            {isBusy ? m.moving.movingNow : m.moving.move}
          </Button>
        </>
      }
    >
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          begin()
        }}
      >
        {mayManage && (
          <Choices
            label={m.moving.what}
            name="extent"
            value={extent}
            choices={[
              { value: 'message', name: m.moving.message },
              { value: 'from', name: m.moving.from },
              { value: 'item', name: m.moving.whole(item?.message_count ?? 0) },
            ]}
            onChange={(value) => {
              setExtent(value as Extent)
              if (topic === AS_IT_IS) setTopic(FRESH)
            }}
          />
        )}
        <Finder
          label={m.moving.channel}
          options={channels}
          chosen={channel}
          onChoose={(id) => {
            setChannel(id)
            setTopic(FRESH)
          }}
        />
        {channel !== undefined && <Finder key={channel} label={m.moving.topic} options={topics} chosen={topic} onChoose={setTopic} />}
        {channel !== undefined && topic === FRESH && <Field label={m.moving.newTitle} value={title} maxLength={120} onChange={(event) => setTitle(event.target.value)} />}
        {channel !== undefined && channel !== message.channel && <p className={styles.soft}>{m.moving.seen(goalName)}</p>}
        <label className={styles.check}>
          <input type="checkbox" checked={notice} onChange={(event) => setNotice(event.target.checked)} />
          {m.moving.notice}
        </label>
        {refused !== undefined && (
          <p role="alert" className={styles.refused}>
            {refused}
          </p>
        )}
      </form>
    </DialogFrame>
  )
}

function talkOf(extent: Extent, { id, item }: MessageView): Talk {
  if (extent === 'item') return { item }
  return extent === 'from' ? { from: id } : { message: id }
}

function goalOf(channel: string, topic: string, title: string): Goal | undefined {
  if (topic === AS_IT_IS) return { channel }
  if (topic !== FRESH) return { item: topic }
  return title === '' ? undefined : { topic: { channel, title } }
}

/** Where it stands now, and what did not fit. */
function Moved({ done, channel, isBusy, refused, onClose, onMore }: { done: Done; channel: string; isBusy: boolean; refused: string | undefined; onClose: () => void; onMore: (left: Left) => void }) {
  const { m } = useText()
  const navigate = useNavigate()
  const { left } = done
  const show = () => {
    onClose()
    void navigate({ to: '/c/$channel/t/$item', params: { channel: done.channel, item: done.item } })
  }
  return (
    <DialogFrame
      title={m.moving.title}
      closeLabel={m.close}
      size="small"
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{m.close}</Button>
          {left ? (
            <Button look="primary" isDisabled={isBusy} onPress={() => onMore(left)}>
              {isBusy ? m.moving.movingNow : m.moving.moveLeft}
            </Button>
          ) : (
            <Button look="primary" autoFocus onPress={show}>
              {m.moving.show}
            </Button>
          )}
        </>
      }
    >
      <p>{m.moving.done(done.topic, channel)}</p>
      {left && <p>{m.moving.left(left.count)}</p>}
      {refused !== undefined && (
        <p role="alert" className={styles.refused}>
          {refused}
        </p>
      )}
    </DialogFrame>
  )
}
