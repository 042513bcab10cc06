// An outcome in one line, and the way to confirm it for whom it waits.
import { Link } from '@tanstack/react-router'
import { useSelected, useStore, type OutcomeView } from '../../store'
import { regionName, useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { classes } from '../../ui/classes'
import { memberName, organisationName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { answer } from './asking'
import styles from './activity.module.css'

export function OutcomeWords({ outcome }: { outcome: OutcomeView }) {
  const { m, locale, format } = useText()
  const organisations = useSelected((state) => state.organisations)
  const { details } = outcome
  const names = details.organisations.map((id) => organisationName(organisations.get(id), locale)).filter(Boolean)
  const facts = [
    details.amount !== undefined && details.unit !== undefined && `${format.number(details.amount)} ${m.outcomes.units[details.unit] ?? details.unit}`,
    names.length > 0 && format.list(names),
    details.region !== undefined && regionName(details.region, locale),
    details.theme !== undefined && (m.outcomes.themes[details.theme] ?? `#${details.theme}`),
  ].filter(Boolean)
  return (
    <>
      <span className={classes(styles.chip, outcome.state === 'confirmed' && styles.confirmed)}>
        <Icon name={outcome.state === 'confirmed' ? 'check' : 'clock'} size={14} />
        {m.outcomes.kinds[outcome.kind] ?? outcome.kind}, {m.outcomes.states[outcome.state] ?? outcome.state}
      </span>
      {details.words !== '' && <p className={styles.says}>{details.words}</p>}
      {facts.length > 0 && <p className={styles.soft}>{facts.join(' · ')}</p>}
      {details.link.startsWith('https://') && (
        <a href={details.link} target="_blank" rel="noreferrer noopener" className={styles.soft}>
          {m.outcomes.evidence}
        </a>
      )}
    </>
  )
}

/** Outcomes that wait for one's word. */
export function WaitingOutcomes({ waiting, onAnswered }: { waiting: readonly OutcomeView[]; onAnswered: () => void }) {
  const { m, format } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const members = useSelected((state) => state.members)
  if (waiting.length === 0) return null
  const say = (outcome: OutcomeView, isSo: boolean) =>
    void answer(store, outcome.id, isSo).then((got) => {
      announce(got.ok ? (m.outcomes.states[isSo ? 'confirmed' : 'declined'] ?? '') : refusalWords(got.refusal, m))
      onAnswered()
    })
  return (
    <section className={classes(styles.card, styles.screen)} aria-label={m.outcomes.waiting}>
      <h2>{m.outcomes.waiting}</h2>
      {waiting.map((outcome) => (
        <div key={outcome.id} className={styles.bar}>
          <div className={styles.grow}>
            <p>
              <strong>{memberName(members.get(outcome.recorded_by), m)}</strong> <span className={styles.soft}>{format.brief(Date.parse(outcome.at))}</span>
            </p>
            <OutcomeWords outcome={outcome} />
            {outcome.channel !== undefined && outcome.message !== undefined && (
              <p>
                <Link to="/c/$channel/m/$message" params={{ channel: outcome.channel, message: outcome.message }}>
                  {m.outcomes.open}
                </Link>
              </p>
            )}
          </div>
          <Button look="primary" size="small" onPress={() => say(outcome, true)}>
            {m.outcomes.confirm}
          </Button>
          <Button size="small" onPress={() => say(outcome, false)}>
            {m.outcomes.decline}
          </Button>
        </div>
      ))}
    </section>
  )
}
