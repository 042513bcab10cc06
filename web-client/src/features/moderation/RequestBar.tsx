// Above the place where one would write: that a conversation waits for an answer, one's own or the other's.
import { useNavigate } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { select, useSelected, useStore, type ChannelId } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { LazyBlockDialog } from '../lazy'
import { memberName, othersIn } from '../people/names'
import { refusalWords } from '../people/refusals'
import styles from './moderation.module.css'

export function RequestBar({ channel, request }: { channel: ChannelId; request: string }) {
  const { m } = useText()
  const store = useStore()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const row = useSelected((state) => select.channel(state, channel))
  const me = useSelected((state) => state.me?.id)
  const others = row ? othersIn(row.channel, me) : []
  const names = useSelected((state) => others.map((id) => memberName(state.members.get(id), m)).join(', '))
  const [isBlocking, setBlocking] = useState(false)
  const [other] = others

  if (request === 'sent') return <p className={styles.note}>{m.moderation.awaiting}</p>
  const answer = (accept: boolean) =>
    void store.answerDirect(channel, accept).then((outcome) => {
      if (!outcome.ok) return announce(refusalWords(outcome.refusal, m))
      return accept ? undefined : navigate({ to: '/requests' })
    })
  return (
    <section className={styles.request} aria-label={m.moderation.requests}>
      <p>{request === 'declined' ? m.moderation.declined : m.moderation.asks(names)}</p>
      <div className={styles.buttons}>
        <Button look="primary" onPress={() => answer(true)}>
          {m.moderation.accept}
        </Button>
        {request !== 'declined' && <Button onPress={() => answer(false)}>{m.moderation.decline}</Button>}
        {others.length === 1 && other !== undefined && (
          <Button look="quiet" icon="block" onPress={() => setBlocking(true)}>
            {m.moderation.block}
          </Button>
        )}
      </div>
      {isBlocking && other !== undefined && (
        <Suspense>
          <LazyBlockDialog member={other} onClose={() => setBlocking(false)} />
        </Suspense>
      )}
    </section>
  )
}
