// What stands above the field: the quote that goes along, or that a message is being edited.
import { useSelected, type ChannelId } from '../../store'
import { useText } from '../../text'
import { IconButton } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { firstWords, heldMessage, wordsOf } from '../conversation/QuoteCard'
import { memberName } from '../people/names'
import styles from './Composer.module.css'
import type { useDraft } from './useDraft'

interface Props {
  channel: ChannelId
  draft: ReturnType<typeof useDraft>
}

export function ComposerAbout({ channel, draft }: Props) {
  const { m } = useText()
  const members = useSelected((state) => state.members)
  const quoted = useSelected((state) => (draft.quote === undefined ? undefined : heldMessage(state, channel, draft.quote)))

  if (draft.editing !== undefined)
    return (
      <div className={styles.about}>
        <Icon name="pencil" size={16} />
        <span className={styles.aboutWords}>{m.composer.editing}</span>
        <IconButton icon="close" size="small" label={m.composer.cancelEdit} onPress={() => draft.change({ editing: undefined })} />
      </div>
    )
  if (draft.quote === undefined) return null
  const name = memberName(quoted?.author === undefined ? undefined : members.get(quoted.author), m)
  return (
    <div className={styles.about}>
      <Icon name="quote" size={16} />
      <span className={styles.aboutWords}>
        <strong>{m.composer.quoting(name)}</strong>{' '}
        <span lang={quoted?.lang}>{quoted && firstWords(wordsOf(quoted), (id) => memberName(members.get(id), m))}</span>
      </span>
      <IconButton icon="close" size="small" label={m.composer.removeQuote} onPress={() => draft.change({ quote: undefined })} />
    </div>
  )
}
