// A former version of an entry: to be read and cited, nothing else.
import type { ItemView } from '../../store'
import { useText } from '../../text'
import type { ChannelScene } from '../kind'
import { Body } from './Body'
import styles from './bank.module.css'
import { entryOf } from './entry'
import { Marks } from './Marks'
import { Outside } from './Outside'
import { useWords } from './text'

export function Former({ item, scene }: { item: ItemView; scene: ChannelScene }) {
  const words = useWords()
  const { m } = useText()
  const entry = entryOf(item)
  return (
    <article className={styles.entry} lang={item.lang}>
      <div className={styles.view}>
        <div className={styles.narrow}>
          <p className={styles.warn} role="status">
            {words.oldVersion(entry.version)} <a href={scene.linkTo(item.id)}>{words.newest}</a>
          </p>
          <h2 className={styles.title}>{item.title || m.plain.untitled}</h2>
          <Marks entry={entry} state={item.state} />
          <Body item={item} entry={entry} />
          <Outside item={item} entry={entry} mayWrite={false} act={() => {}} />
        </div>
      </div>
    </article>
  )
}
