// One's own words that a moderator has hidden, for oneself alone.
import { useState } from 'react'
import { useStore, type MessageId } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { refusalWords } from '../people/refusals'
import styles from './moderation.module.css'

export function OwnHidden({ id }: { id: MessageId }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [text, setText] = useState<string>()
  const show = () =>
    void store.hiddenText(id).then((outcome) => (outcome.ok ? setText(outcome.value.text) : announce(refusalWords(outcome.refusal, m))))
  return (
    <>
      {text !== undefined && <blockquote className={styles.quoted}>{text}</blockquote>}
      <Button size="small" aria-expanded={text !== undefined} onPress={() => (text === undefined ? show() : setText(undefined))}>
        {text === undefined ? m.moderation.showOwn : m.moderation.hideOwn}
      </Button>
    </>
  )
}
