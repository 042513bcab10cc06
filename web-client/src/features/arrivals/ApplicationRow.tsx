// One application in the queue, or decided.
import { useSelected, type ApplicationView } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { classes } from '../../ui/classes'
import { organisationName } from '../people/names'
import styles from './arrivals.module.css'

interface Props {
  application: ApplicationView
  isChosen: boolean
  organisation: string | undefined
  onChoose: () => void
  onHandle: () => void
  onApprove: () => void
  onOrganisation: (organisation: string) => void
}

export function ApplicationRow({ application: one, isChosen, organisation, onChoose, onHandle, onApprove, onOrganisation }: Props) {
  const { m, locale, format } = useText()
  const me = useSelected((state) => state.me?.id)
  const organisations = useSelected((state) => state.organisations)
  const name = `${one.given} ${one.family}`
  const asked = one.organisation === undefined ? one.organisation_name : organisationName(organisations.get(one.organisation), locale)
  const isOfDomain = one.by_domain !== undefined && one.by_domain === one.organisation
  const isWaiting = one.state === 'waiting'
  return (
    <li className={styles.row}>
      {isWaiting && <input type="checkbox" className={styles.tick} checked={isChosen} aria-label={m.arrivals.select(name)} onChange={onChoose} />}
      <div className={styles.grow}>
        <p className={styles.strong}>{name}</p>
        <p className={styles.soft}>{[one.title, asked, one.email, format.day(Date.parse(one.made_at))].filter(Boolean).join(' · ')}</p>
        <p className={styles.words} lang={one.language}>
          {one.reason}
        </p>
        {isWaiting ? (
          <>
            <p className={styles.marks}>
              <span className={classes(styles.mark, isOfDomain ? styles.good : styles.warning)}>{isOfDomain ? `✓ ${m.arrivals.domainYes}` : `! ${m.arrivals.domainNo}`}</span>
              <span className={classes(styles.mark, one.is_confirmed && styles.good)}>{one.is_confirmed ? `✓ ${m.arrivals.confirmed}` : m.arrivals.unconfirmed}</span>
              {one.handler && <span className={styles.mark}>{m.arrivals.handledBy(one.handler.name)}</span>}
            </p>
            {one.organisation === undefined && (
              <label className={styles.field}>
                <span className={styles.hint}>{m.arrivals.speaksFor}</span>
                <select className={styles.select} value={organisation ?? ''} onChange={(event) => onOrganisation(event.target.value)}>
                  <option value="">{m.arrivals.noOrganisation}</option>
                  {[...organisations.values()].map((each) => (
                    <option key={each.id} value={each.id}>
                      {organisationName(each, locale)}
                    </option>
                  ))}
                </select>
              </label>
            )}
            <div className={styles.buttons}>
              <Button size="small" look="primary" aria-label={`${m.arrivals.approve}: ${name}`} onPress={onApprove}>
                {m.arrivals.approve}
              </Button>
              {(one.handler === undefined || one.handler.member === me) && (
                <Button size="small" aria-label={`${one.handler ? m.arrivals.letGo : m.arrivals.handle}: ${name}`} onPress={onHandle}>
                  {one.handler ? m.arrivals.letGo : m.arrivals.handle}
                </Button>
              )}
            </div>
          </>
        ) : (
          <>
            <p className={styles.marks}>
              <span className={classes(styles.mark, one.state === 'approved' && styles.good)}>{m.arrivals.states[one.state]}</span>
            </p>
            {one.decided_by && one.decided_at !== undefined && <p className={styles.soft}>{m.arrivals.decidedBy(one.decided_by.name, format.full(Date.parse(one.decided_at)))}</p>}
            {one.decision !== '' && <p className={styles.words}>{one.decision}</p>}
          </>
        )}
      </div>
    </li>
  )
}
