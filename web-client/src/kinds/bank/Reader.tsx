// Reading an entry: everything that is written in it, how far it may be trusted, where it is in use, and what is said of it.
import { useState } from 'react'
import { useSelected, useStore, type ItemView } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { classes } from '../../ui/classes'
import { Icon } from '../../ui/Icon'
import type { ChannelScene } from '../kind'
import { ApplyDialog } from './ApplyDialog'
import styles from './bank.module.css'
import { Body } from './Body'
import { CopyPanel } from './CopyPanel'
import { entryOf, missing } from './entry'
import { Lasting } from './Lasting'
import { Marks } from './Marks'
import { Outside } from './Outside'
import { Publishing } from './Publishing'
import { Related } from './Related'
import { Reviews } from './Reviews'
import { useWords } from './text'
import { useCopies } from './useEntry'
import { WhereApplied } from './WhereApplied'

interface Props {
  item: ItemView
  scene: ChannelScene
  onEdit: () => void
  onChanged: () => void
}

type Tab = 'description' | 'reviews' | 'discussion'

export function Reader({ item, scene, onEdit, onChanged }: Props) {
  const words = useWords()
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const me = useSelected((state) => state.me?.id)
  const entry = entryOf(item)
  const copies = useCopies(item)
  // A link to something that was said leads to the talk.
  const [tab, setTab] = useState<Tab>(() => (location.pathname.includes('/m/') ? 'discussion' : 'description'))
  const [isApplying, setApplying] = useState(false)
  const standing = scene.row.standing
  const isOurs = entry.copy !== undefined
  const mayWrite = standing?.may_post === true && (isOurs || item.author === me || (me !== undefined && entry.authors.includes(me)) || standing.may_manage)
  const act = (change: { [key: string]: string | number | boolean | string[] }) =>
    void store.changeItem(item.id, change).then((outcome) => {
      if (!outcome.ok) announce(m.refusals[outcome.refusal.code])
      onChanged()
    })
  const tabs: [Tab, string][] = [
    ['description', words.description],
    ['reviews', `${words.reviews}${entry.reviews.length > 0 ? ` (${entry.reviews.length})` : ''}`],
    ['discussion', `${words.discussion}${item.message_count > 0 ? ` (${item.message_count})` : ''}`],
  ]

  return (
    <article className={styles.entry} lang={item.lang}>
      <header className={styles.top}>
        <button type="button" className={styles.back} onClick={() => scene.open(undefined)}>
          <Icon name="back" size={18} /> {words.all}
        </button>
        <div className={styles.titleLine}>
          <h2 className={styles.title}>{item.title || m.plain.untitled}</h2>
          <div className={styles.tools}>
            {item.state === 'published' && !isOurs && (
              <Button look="primary" icon="check" onPress={() => setApplying(true)}>
                {words.apply}
              </Button>
            )}
            {mayWrite && (
              <Button icon="pencil" onPress={onEdit}>
                {words.edit}
              </Button>
            )}
          </div>
        </div>
        <div className={styles.tabs} role="group" aria-label={item.title}>
          {tabs.map(([name, label]) => (
            <button key={name} type="button" aria-pressed={tab === name} className={classes(styles.tab, tab === name && styles.chosen)} onClick={() => setTab(name)}>
              {label}
            </button>
          ))}
        </div>
      </header>
      {tab === 'discussion' ? (
        scene.talk(item.id)
      ) : (
        <div className={styles.view}>
          <div className={styles.narrow}>
            {tab === 'reviews' ? (
              <Reviews item={item} entry={entry} mayAsk={mayWrite} onChanged={onChanged} />
            ) : (
              <>
                <Marks entry={entry} state={item.state} />
                {item.desk && mayWrite && <Publishing item={item} gaps={missing(entry)} onEdit={onEdit} onDone={onChanged} />}
                {entry.copy && <CopyPanel item={item} entry={entry} original={copies?.original} reaches={copies?.reaches !== false} mayWrite={standing?.may_post === true} onChanged={onChanged} />}
                <Body item={item} entry={entry} />
                {!item.desk && !isOurs && copies && <WhereApplied copies={copies} />}
                <Related item={item} entry={entry} />
                {!item.desk && !isOurs && <Lasting item={item} entry={entry} mayWrite={mayWrite} act={act} />}
                <Outside item={item} entry={entry} mayWrite={mayWrite && !item.desk && !isOurs} act={act} />
              </>
            )}
          </div>
        </div>
      )}
      {isApplying && <ApplyDialog item={item} onClose={() => setApplying(false)} />}
    </article>
  )
}
