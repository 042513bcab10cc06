// What a person wrote, drawn: the house's one place that joins markup with names of members.
import type { MessageView } from '../../store'

interface Props {
  message: Pick<MessageView, 'text' | 'lang' | 'mentions'>
}

export function Words({ message }: Props) {
  return (
    <div lang={message.lang} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {message.text}
    </div>
  )
}
