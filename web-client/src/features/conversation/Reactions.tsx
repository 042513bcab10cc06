// Reactions under a message: each with its count and, on asking, with who. Pressing adds or takes back one's own.
import { useSelected, useStore, type MessageView } from '../../store'
import { useText } from '../../text'
import { classes } from '../../ui/classes'
import { memberName } from '../people/names'
import styles from './Reactions.module.css'

const NAMED = 12

export function Reactions({ message }: { message: MessageView }) {
  const { m, format } = useText()
  const store = useStore()
  const me = useSelected((state) => state.me?.id)
  const members = useSelected((state) => state.members)

  const who = (ids: readonly string[]) => {
    const names = ids.slice(0, NAMED).map((id) => (id === me ? m.message.you : memberName(members.get(id), m)))
    return ids.length > NAMED ? `${names.join(', ')} ${m.message.andOthers(ids.length - NAMED)}` : format.list(names)
  }

  return (
    <ul role="list" className={styles.list}>
      {message.reactions?.map(({ emoji, members: ids }) => {
        const isMine = me !== undefined && ids.includes(me)
        return (
          <li key={emoji}>
            <button
              type="button"
              className={classes(styles.reaction, isMine && styles.mine)}
              aria-pressed={isMine}
              aria-label={m.message.reactionBy(emoji, who(ids))}
              title={who(ids)}
              onClick={() => store.toggleReaction(message.id, emoji)}
            >
              <span>{emoji}</span>
              <span className={styles.count}>{ids.length}</span>
            </button>
          </li>
        )
      })}
    </ul>
  )
}
