// What a person can do, how well, and who has seen it; others confirm it with one press.
import { useEffect } from 'react'
import { useSelected, useStore, type CompetenceLevel, type ProfileBody } from '../../store'
import { useText, type Messages } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import styles from './directory.module.css'
import { useCompetences } from './useCompetences'

export function levelWord(level: number, m: Messages): string {
  return m.who.levels[level as 1 | 2 | 3] ?? ''
}

export function CompetenceList({ body, onChange }: { body: ProfileBody; onChange: () => void }) {
  const { m } = useText()
  const store = useStore()
  const { nameOf } = useCompetences(body.competences.map((one) => one.competence).join(' '))
  const endorsers = body.competences.flatMap((one) => one.endorsed_by ?? [])
  const key = endorsers.join(' ')
  useEffect(() => {
    if (key !== '') store.needMembers(key.split(' '))
  }, [store, key])
  return (
    <section className={styles.card}>
      <h2>{m.who.competences}</h2>
      {body.competences.length === 0 && <p className={styles.soft}>{m.who.noCompetences}</p>}
      <ul role="list">
        {body.competences.map((one) => (
          <Competence key={one.competence} one={one} body={body} name={nameOf(one.competence)} onChange={onChange} />
        ))}
      </ul>
    </section>
  )
}

function Competence({ one, body, name, onChange }: { one: CompetenceLevel; body: ProfileBody; name: string; onChange: () => void }) {
  const { m, format } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const me = useSelected((state) => state.me?.id)
  const members = useSelected((state) => state.members)
  const by = one.endorsed_by ?? []
  const isMine = me !== undefined && by.includes(me)
  const names = format.list(by.map((id) => memberName(members.get(id), m)))
  const toggle = () =>
    void store.endorse(body.member.id, one.competence, !isMine).then((outcome) => (outcome.ok ? onChange() : announce(refusalWords(outcome.refusal, m))))
  return (
    <li className={styles.line}>
      <div className={styles.grow}>
        <p className={styles.name}>{name}</p>
        <p className={styles.soft}>
          {levelWord(one.level, m)}
          {by.length > 0 && ` · ${m.who.endorsedBy(by.length)}`}
        </p>
        {by.length > 0 && <p className={styles.soft}>{m.who.endorsers(names)}</p>}
      </div>
      {me !== body.member.id && body.member.status === 'active' && (
        <Button
          size="small"
          icon={isMine ? 'check' : undefined}
          aria-pressed={isMine}
          aria-label={isMine ? m.who.unendorseOf(name) : m.who.endorseOf(name)}
          onPress={toggle}
        >
          {isMine ? m.who.endorsed : m.who.endorse}
        </Button>
      )}
    </li>
  )
}
