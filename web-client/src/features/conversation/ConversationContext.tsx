// What every row of one conversation shares: where it is, and what the rows may ask their surroundings to do.
// It keeps the rows' own props few, so that they are drawn again only when their message changes.
import { createContext, useContext } from 'react'
import type { ChannelId, ItemId, MessageId, MessageView } from '../../store'

export interface ConversationScene {
  channel: ChannelId
  /** Absent: the whole channel. */
  item: ItemId | undefined
  mayPost: boolean
  mayManage: boolean
  /** A private conversation. */
  isDirect: boolean
  quote: (message: MessageId) => void
  edit: (message: MessageId) => void
  /** Asks where to it is to go; the row may be gone before the question is. */
  move: (message: MessageView) => void
  /** Brings a message into view, wherever it is. */
  goTo: (message: MessageId) => void
  /** What is on the screen is not to count as seen until one comes back: it is being marked unread. */
  holdSeen: () => void
  /** The unread line is to be drawn anew. */
  markedUnread: (seq: number) => void
}

const SceneContext = createContext<ConversationScene | null>(null)

export const ConversationProvider = SceneContext

export function useConversation(): ConversationScene {
  const scene = useContext(SceneContext)
  if (!scene) throw new Error('a message row stands inside a conversation')
  return scene
}
