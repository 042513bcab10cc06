// A quote by reference: shows the quoted message as it stands now, and opens it in its place.
// Who may not read it sees that there is one and no more.
import { useEffect } from 'react'
import { useSelected, useStore, type MessageId, type MessageView, type State } from '../../store'
import { useText } from '../../text'
import { excerpt } from '../../ui/markup/plain'
import { memberName } from '../people/names'
import { useConversation } from './ConversationContext'
import styles from './QuoteCard.module.css'

/** A message that is held, wherever it stands. The channel at hand is looked in first. */
export function heldMessage(state: State, channel: string, id: MessageId): MessageView | undefined {
  const near = state.content.get(channel)?.messages.get(id)
  if (near) return near
  for (const content of state.content.values()) {
    const found = content.messages.get(id)
    if (found) return found
  }
  return undefined
}

const SHOWN = 240

/** The first words of a text as one line, without the marks of its source. */
export function firstWords(text: string, names: (id: string) => string): string {
  return excerpt(text, names, SHOWN)
}

/** What stands for a message in one line: its words, or the names of its files. */
export function wordsOf({ text, files }: Pick<MessageView, 'text' | 'files'>): string {
  return text === '' ? (files ?? []).map((file) => file.name).join(', ') : text
}

export function QuoteCard({ id }: { id: MessageId }) {
  const { m } = useText()
  const store = useStore()
  const { channel, goTo } = useConversation()
  const message = useSelected((state) => heldMessage(state, channel, id))
  const author = useSelected((state) => (message?.author === undefined ? undefined : state.members.get(message.author)))
  const members = useSelected((state) => state.members)

  useEffect(() => {
    if (!message) store.needMessage(id)
  }, [store, id, message])

  if (!message) return <p className={styles.missing}>{m.message.quoteGone}</p>
  if (message.deleted) return <p className={styles.missing}>{m.message.deleted}</p>
  if (message.hidden) return <p className={styles.missing}>{m.moderation.hidden}</p>
  const name = memberName(author, m)
  return (
    <button type="button" className={styles.card} onClick={() => goTo(id)}>
      <span className="sr-only">{m.message.quoteOf(name)}. </span>
      <span className={styles.name} aria-hidden="true">
        {name}
      </span>
      <span className={styles.words} lang={message.lang}>
        {firstWords(wordsOf(message), (one) => memberName(members.get(one), m))}
      </span>
      <span className="sr-only">. {m.message.openOriginal}</span>
    </button>
  )
}
