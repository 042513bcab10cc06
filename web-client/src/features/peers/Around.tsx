// Over the talk of a topic: what solved it, and where its question to the network is. Who began the topic can ask the
// network here. Read anew when the item has changed.
import { useCallback, useEffect, useState } from 'react'
import { Link } from '@tanstack/react-router'
import { useSelected, useStore, type AroundBody, type ItemView } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Select } from '../../ui/Select'
import { firstWords } from '../conversation/QuoteCard'
import { memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { useCompetences } from '../directory/useCompetences'
import styles from './peers.module.css'
import { peerWords, type PeerWords } from './text'

export function Around({ item, mayManage }: { item: ItemView; mayManage: boolean }) {
  const { m, locale } = useText()
  const words = peerWords(locale)
  const store = useStore()
  const me = useSelected((state) => state.me?.id)
  const members = useSelected((state) => state.members)
  const [body, setBody] = useState<AroundBody>()
  const [isAsking, setAsking] = useState(false)
  const again = useCallback(
    () => void store.ask<AroundBody>(`/items/${item.id}/around`).then((got) => got.ok && setBody(got.value)),
    [store, item.id],
  )
  useEffect(again, [again, item.changed_seq, item.message_count === 0])
  useEffect(() => store.needMembers(body?.solution?.author ? [body.solution.author] : []), [store, body])
  if (!body) return null
  const { question, solution } = body
  const isMine = item.author === me
  const mayAsk = isMine && !question && !solution && item.state !== 'resolved'
  if (!question && !solution && !mayAsk) return null
  const name = (id: string | undefined) => memberName(id === undefined ? undefined : members.get(id), m)
  return (
    <section className={styles.strip} aria-label={words.ask}>
      {solution && (
        <div className={styles.solution}>
          <p>
            <strong>{words.solution}</strong> <span className={styles.soft}>{name(solution.author)}</span>
          </p>
          <p>{firstWords(solution.text, name)}</p>
          <div className={styles.row}>
            <Link to="/c/$channel/m/$message" params={{ channel: item.channel, message: solution.message }}>
              {words.toSolution}
            </Link>
            {(isMine || mayManage) && (
              <Button size="small" look="quiet" onPress={() => void store.act({ t: 'mark_solution', item: item.id })}>
                {words.unmark}
              </Button>
            )}
          </div>
        </div>
      )}
      {question && (
        <p className={styles.row}>
          <span className={styles.soft}>{words.ask}</span>
          <span className={styles.chip}>{words.states[question.state] ?? question.state}</span>
          {question.offered > 0 && <span className={styles.soft}>{words.offered(question.offered)}</span>}
        </p>
      )}
      {mayAsk && !isAsking && (
        <div>
          <Button size="small" onPress={() => setAsking(true)}>
            {words.ask}
          </Button>
        </div>
      )}
      {mayAsk && isAsking && <Ask item={item} words={words} onDone={again} />}
    </section>
  )
}

function Ask({ item, words, onDone }: { item: ItemView; words: PeerWords; onDone: () => void }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const competences = useCompetences()
  const [chosen, choose] = useState('')
  const ask = () =>
    void store.act({ t: 'ask_network', item: item.id, competence: chosen }).then((got) => {
      announce(got.ok ? words.isAsked : refusalWords(got.refusal, m))
      onDone()
    })
  return (
    <>
      <p className={styles.soft}>{words.askHint}</p>
      <Select
        label={words.competence}
        value={chosen}
        choices={[{ value: '', name: words.choose }, ...competences.all.map((one) => ({ value: one.slug, name: competences.nameOf(one.slug) }))]}
        onChange={choose}
      />
      <div>
        <Button size="small" look="primary" isDisabled={chosen === ''} onPress={ask}>
          {words.ask}
        </Button>
      </div>
    </>
  )
}
