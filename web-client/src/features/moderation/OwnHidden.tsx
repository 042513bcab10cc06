// One's own words that a moderator has hidden, and what went with them, for oneself alone.
import { useState } from 'react'
import { useStore, type ChannelId, type HiddenText, type MessageId } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { refusalWords } from '../people/refusals'
import { CarriedFiles } from './CarriedFiles'
import styles from './moderation.module.css'

export function OwnHidden({ id, channel }: { id: MessageId; channel: ChannelId }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [own, setOwn] = useState<HiddenText>()
  const show = () =>
    void store.hiddenText(id).then((outcome) => (outcome.ok ? setOwn(outcome.value) : announce(refusalWords(outcome.refusal, m))))
  return (
    <>
      {own !== undefined && <blockquote className={styles.quoted}>{own.text}</blockquote>}
      {own !== undefined && <CarriedFiles channel={channel} files={own.files ?? []} />}
      <Button size="small" aria-expanded={own !== undefined} onPress={() => (own === undefined ? show() : setOwn(undefined))}>
        {own === undefined ? m.moderation.showOwn : m.moderation.hideOwn}
      </Button>
    </>
  )
}
