// What one is asked for, each with its reason. Passing tells nobody.
import { useCallback, useEffect, useState } from 'react'
import { Link } from '@tanstack/react-router'
import { useSelected, useStore, type AsksBody } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { useCompetences } from '../directory/useCompetences'
import styles from './peers.module.css'
import { peerWords, type PeerWords } from './text'

/** Asked for again whenever something is told on one's own stream. */
export function useAsks(): { body: AsksBody | undefined; again: () => void } {
  const store = useStore()
  const head = useSelected((state) => (state.me ? state.streams.get(state.me.id)?.cursor : undefined))
  const [body, setBody] = useState<AsksBody>()
  const again = useCallback(() => void store.ask<AsksBody>('/asks').then((got) => got.ok && setBody(got.value)), [store])
  useEffect(again, [again, head])
  return { body, again }
}

/** Over what is new: only the way to the rest when nothing is asked. */
export function AskedOfYou() {
  const { locale } = useText()
  const words = peerWords(locale)
  const { body, again } = useAsks()
  if (!body) return null
  const rest = (
    <Link to="/asks" className={styles.link}>
      {words.all}
    </Link>
  )
  if (body.asks.length === 0 && !body.on_duty) return rest
  return (
    <section className={styles.panel} aria-label={words.forYou}>
      <h2>{words.forYou}</h2>
      {body.on_duty && <p>{words.onDuty}</p>}
      <AskList body={body} words={words} onDone={again} />
      {rest}
    </section>
  )
}

export function AskList({ body, words, onDone }: { body: AsksBody; words: PeerWords; onDone: () => void }) {
  const { format } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const competences = useCompetences()
  const pass = (item: string) =>
    void store.act({ t: 'put_away_ask', item }).then((got) => {
      if (got.ok) announce(words.passed)
      onDone()
    })
  return (
    <ul role="list">
      {body.asks.map((one) => (
        <li key={`${one.sort} ${one.item}`} className={styles.row}>
          <div className={styles.grow}>
            <a href={`/c/${one.channel}/t/${one.item}`}>{one.title}</a>
            <p className={styles.soft}>
              {words.because[one.sort === 'host' || one.sort === 'round' ? one.sort : 'question'](competences.nameOf(one.competence ?? ''))} · {format.brief(Date.parse(one.at))}
            </p>
          </div>
          <Button size="small" onPress={() => pass(one.item)}>
            {words.pass}
          </Button>
        </li>
      ))}
    </ul>
  )
}
