// A `posted` event says its message briefly: what stands in its other fields is not said twice. Whoever listens gets it
// with the message in full.
import type { MessageView, ServerFrame } from './protocol.gen'

export function whole(frame: ServerFrame): ServerFrame {
  if (frame.t !== 'event') return frame
  const { stream, seq, at, actor, spoken_as, item, mentions, mentions_channel, content } = frame
  const { said, ...rest } = content ?? {}
  if (!said || !frame.message || !item) return frame
  const message: MessageView = {
    id: frame.message,
    channel: stream,
    item,
    seq,
    at,
    changed_seq: seq,
    ...said,
    ...(actor && { author: actor }),
    ...(spoken_as && { spoken_as }),
    ...(mentions && { mentions }),
    ...(mentions_channel && { mentions_channel }),
  }
  return { ...frame, content: { ...rest, message } }
}
