// The chat kind: its items are topics, its middle is the talk itself. Also serves direct channels, which are chats
// with one topic and no workspace.
import type { ChannelScene, Kind } from '../kind'
import { TopicHead } from './TopicHead'
import { TopicList } from './TopicList'

function ChatView({ scene }: { scene: ChannelScene }) {
  return <>{scene.talk(scene.item)}</>
}

export const chat: Kind = { name: 'chat', View: ChatView, Side: TopicList, ItemHead: TopicHead }
