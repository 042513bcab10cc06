// The topics of a channel: the whole channel first, "yleinen" next, then by the latest talk. Resolved ones fold away.
import { useState } from 'react'
import { select, useSelected, useStore, type ItemRow } from '../../store'
import { useText } from '../../text'
import { Badge } from '../../ui/Badge'
import { Button } from '../../ui/Button'
import { classes } from '../../ui/classes'
import { Field } from '../../ui/Field'
import { Icon } from '../../ui/Icon'
import type { ChannelScene } from '../kind'
import { chatWords } from './text'
import styles from './TopicList.module.css'

interface Props {
  scene: ChannelScene
  onDone?: (() => void) | undefined
}

export function TopicList({ scene, onDone }: Props) {
  const { m, locale } = useText()
  const words = chatWords[locale]
  const channel = scene.row.channel.id
  const rows = useSelected((state) => select.items(state, channel).rows)
  const [showsResolved, showResolved] = useState(false)
  const [isNew, setNew] = useState(false)
  const resolved = rows.filter((row) => row.item.state === 'resolved' && row.unread.count === 0 && row.item.id !== scene.item)
  const open = rows.filter((row) => !resolved.includes(row))
  const go = (item: string | undefined) => {
    scene.open(item)
    onDone?.()
  }
  if (scene.row.channel.workspace === undefined) return null

  return (
    <section aria-label={words.topics} className={styles.topics}>
      <div className={styles.head}>
        <h2>{words.topics}</h2>
        {scene.row.standing?.may_post && (
          <Button size="small" look="quiet" icon="plus" onPress={() => setNew(true)}>
            {words.newTopic}
          </Button>
        )}
      </div>
      {isNew && <NewTopic scene={scene} onClose={() => setNew(false)} onMade={go} />}
      <ul role="list">
        <li>
          <button type="button" className={classes(styles.topic, scene.item === undefined && styles.chosen)} aria-current={scene.item === undefined ? 'page' : undefined} onClick={() => go(undefined)}>
            <Icon name="hash" size={18} />
            <span className={styles.title}>{m.timeline.wholeChannel}</span>
          </button>
        </li>
        {open.map((row) => (
          <Topic key={row.item.id} row={row} isChosen={row.item.id === scene.item} onChoose={go} />
        ))}
        {showsResolved && resolved.map((row) => <Topic key={row.item.id} row={row} isChosen={false} onChoose={go} />)}
      </ul>
      {resolved.length > 0 && (
        <Button size="small" look="quiet" onPress={() => showResolved(!showsResolved)}>
          {showsResolved ? words.hideResolved : `${words.showResolved} (${resolved.length})`}
        </Button>
      )}
    </section>
  )
}

function Topic({ row, isChosen, onChoose }: { row: ItemRow; isChosen: boolean; onChoose: (item: string) => void }) {
  const { m, locale } = useText()
  const { item, unread } = row
  const isResolved = item.state === 'resolved'
  return (
    <li>
      <button
        type="button"
        className={classes(styles.topic, isChosen && styles.chosen, unread.count > 0 && styles.unread)}
        aria-current={isChosen ? 'page' : undefined}
        onClick={() => onChoose(item.id)}
      >
        <Icon name={isResolved ? 'check' : 'talk'} size={18} />
        <span className={styles.title} lang={item.main ? undefined : item.lang}>
          {item.main ? m.timeline.main : item.title || m.plain.untitled}
          {isResolved && <span className="sr-only">, {chatWords[locale].resolved}</span>}
        </span>
        {unread.mentions > 0 && <Badge look="mention" count={unread.mentions} label={m.nav.mentions(unread.mentions)} />}
        <Badge count={unread.count} label={m.nav.unread(unread.count, unread.count > 99)} />
      </button>
    </li>
  )
}

function NewTopic({ scene, onClose, onMade }: { scene: ChannelScene; onClose: () => void; onMade: (item: string) => void }) {
  const { m, locale } = useText()
  const words = chatWords[locale]
  const store = useStore()
  const [title, setTitle] = useState('')
  const [error, setError] = useState<string>()
  const [isBusy, setBusy] = useState(false)

  const create = async () => {
    if (title.trim() === '' || isBusy) return
    setBusy(true)
    const outcome = await store.createItem(scene.row.channel.id, title.trim())
    setBusy(false)
    if (!outcome.ok) return setError(m.refusals[outcome.refusal.code])
    onClose()
    onMade(outcome.value)
  }

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        void create()
      }}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
    >
      <Field label={words.title} hint={words.titleHint} error={error} value={title} autoFocus maxLength={200} onChange={(event) => setTitle(event.target.value)} />
      <div className={styles.buttons}>
        <Button type="submit" look="primary" size="small" isDisabled={title.trim() === '' || isBusy}>
          {words.create}
        </Button>
        <Button look="quiet" size="small" onPress={onClose}>
          {words.cancel}
        </Button>
      </div>
    </form>
  )
}
