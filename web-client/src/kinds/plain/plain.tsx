// Draws a channel whose kind this client does not know: its items as title, text and link, and the talk under the one
// that is open. Nothing is lost, only undecorated.
import { useSelected, select } from '../../store'
import { useText } from '../../text'
import { Icon } from '../../ui/Icon'
import type { ChannelScene, Kind } from '../kind'
import styles from './plain.module.css'

function PlainView({ scene }: { scene: ChannelScene }) {
  const { m, format } = useText()
  const items = useSelected((state) => select.items(state, scene.row.channel.id).rows)
  const item = useSelected((state) => (scene.item === undefined ? undefined : select.item(state, scene.row.channel.id, scene.item)))
  if (scene.item !== undefined)
    return (
      <>
        {item && (
          <div className={styles.item} lang={item.lang}>
            <h2>{item.title || m.plain.untitled}</h2>
            {item.text !== '' && <p className={styles.text}>{item.text}</p>}
          </div>
        )}
        {scene.talk(scene.item)}
      </>
    )
  return (
    <div className={styles.list}>
      <p className={styles.note}>
        <Icon name="info" /> {m.plain.unknownKind}
      </p>
      <ul role="list">
        {items.map(({ item: one }) => (
          <li key={one.id} lang={one.lang}>
            <a className={styles.card} href={scene.linkTo(one.id)}>
              <strong>{one.title || m.plain.untitled}</strong>
              {one.text !== '' && <span className={styles.summary}>{one.text}</span>}
              <span className={styles.time}>{format.brief(Date.parse(one.at))}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}

export const plain: Kind = { name: '', View: PlainView }
