// What one can do: chosen from those that the network names, so that people who mean the same say the same.
import { useState } from 'react'
import { useStore, type ProfileBody } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button, IconButton } from '../../ui/Button'
import { refusalWords } from '../people/refusals'
import { Choice } from './Choice'
import styles from './directory.module.css'
import { useCompetences } from './useCompetences'

export function OwnCompetences({ body, onChange }: { body: ProfileBody; onChange: () => void }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const { all, nameOf } = useCompetences()
  const [slug, setSlug] = useState('')
  const [level, setLevel] = useState('2')
  const levels = ([1, 2, 3] as const).map((one) => [String(one), m.who.levels[one]] as const)
  const say = (competence: string, to: number) =>
    void store.setCompetence(competence, to).then((outcome) => (outcome.ok ? onChange() : announce(refusalWords(outcome.refusal, m))))
  const offered = all.filter((one) => !one.retired && !body.competences.some((own) => own.competence === one.slug))
  const add = () => {
    say(slug, Number(level))
    setSlug('')
  }
  return (
    <section className={styles.card}>
      <h2>{m.who.competences}</h2>
      <ul role="list">
        {body.competences.map((one) => {
          const name = nameOf(one.competence)
          return (
            <li key={one.competence} className={styles.line}>
              <p className={`${styles.name} ${styles.grow}`}>{name}</p>
              <Choice hideLabel label={`${m.who.level}: ${name}`} value={String(one.level)} options={levels} onChange={(to) => say(one.competence, Number(to))} />
              <IconButton icon="trash" size="small" label={m.who.removeCompetence(name)} onPress={() => say(one.competence, 0)} />
            </li>
          )
        })}
      </ul>
      <div className={styles.pair}>
        <Choice label={m.who.competence} value={slug} options={[['', m.who.choose], ...offered.map((one) => [one.slug, nameOf(one.slug)] as const)]} onChange={setSlug} />
        <Choice label={m.who.level} value={level} options={levels} onChange={setLevel} />
        <Button icon="plus" isDisabled={slug === ''} onPress={add}>
          {m.who.addCompetence}
        </Button>
      </div>
    </section>
  )
}
