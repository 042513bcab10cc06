// The inside of a message: what it quotes, its words (long ones folded), or that it is gone.
import { Suspense, useState } from 'react'
import { useSelected, type JsonValue, type MessageId, type MessageView, type Row } from '../../store'
import { useText } from '../../text'
import { FileSpace } from '../files/sizes'
import { LazyMessageFiles } from '../lazy'
import { useConversation } from './ConversationContext'
import { Words } from './Words'
import styles from './MessageBody.module.css'
import { QuoteCard } from './QuoteCard'
import { LazyOwnHidden } from '../lazy'

const LONG_CHARACTERS = 1_800
const LONG_LINES = 24

export function isLong(text: string): boolean {
  if (text.length > LONG_CHARACTERS) return true
  let lines = 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++
  return lines > LONG_LINES
}

export function MessageBody({ row }: { row: Row }) {
  const { m, format } = useText()
  const { message, change } = row
  const [isWhole, showWhole] = useState(false)
  if (message.deleted) return <p className={styles.gone}>{m.message.deleted}</p>
  if (message.hidden) return <HiddenBody message={message} />
  const moved = movedBy(message.body)

  const isFolded = isLong(message.text) && !isWhole
  return (
    <>
      {message.quote !== undefined && !moved && <QuoteCard id={message.quote} />}
      {moved && <Moved moved={moved} leadsTo={message.quote} />}
      {message.text !== '' && (
        <div className={isFolded ? styles.folded : undefined}>
          <Words message={message} />
        </div>
      )}
      {isLong(message.text) && (
        <button type="button" className={styles.fold} aria-expanded={isWhole} onClick={() => showWhole(!isWhole)}>
          {isWhole ? m.message.showLess : m.message.showAll}
        </button>
      )}
      {message.files && (
        <Suspense fallback={<FileSpace files={message.files} />}>
          <LazyMessageFiles row={row} files={message.files} />
        </Suspense>
      )}
      {message.edited_at !== undefined && !change && (
        <span className={styles.edited} title={m.message.editedAt(format.full(Date.parse(message.edited_at)))}>
          ({m.message.edited})
        </span>
      )}
    </>
  )
}

/** A marker in the place of words that a moderator has hidden; their author may look at them. */
function HiddenBody({ message }: { message: MessageView }) {
  const { m } = useText()
  const isMine = useSelected((state) => state.me !== undefined && state.me.id === message.author)
  if (!isMine) return <p className={styles.gone}>{m.moderation.hidden}</p>
  return (
    <>
      <p className={styles.gone}>{m.moderation.hiddenOwn}</p>
      <Suspense>
        <LazyOwnHidden id={message.id} channel={message.channel} />
      </Suspense>
    </>
  )
}

function Moved({ moved, leadsTo }: { moved: { count: number; isAway: boolean }; leadsTo: MessageId | undefined }) {
  const { m } = useText()
  const { goTo } = useConversation()
  return (
    <>
      <p className={styles.gone}>{moved.isAway ? m.moving.lineOut(moved.count) : m.moving.lineIn(moved.count)}</p>
      {leadsTo !== undefined && (
        <button type="button" className={styles.fold} onClick={() => goTo(leadsTo)}>
          {m.moving.show}
        </button>
      )}
    </>
  )
}

/** A line that was left by a move tells it in numbers. */
function movedBy(body: JsonValue | undefined): { count: number; isAway: boolean } | undefined {
  if (body === null || typeof body !== 'object' || Array.isArray(body)) return undefined
  const moved = body['moved']
  if (moved === null || typeof moved !== 'object' || Array.isArray(moved)) return undefined
  return { count: Number(moved?.['count']), isAway: moved?.['way'] === 'out' }
}
