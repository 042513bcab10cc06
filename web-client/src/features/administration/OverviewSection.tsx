// What waits for whoever has an hour a week: counts, each with the way to where it is dealt with; and how large the
// network is.
import { Link } from '@tanstack/react-router'
import { useCallback, useEffect } from 'react'
import { useSelected, useStore, type OverviewBody } from '../../store'
import { useText } from '../../text'
import { Icon } from '../../ui/Icon'
import styles from './lists.module.css'
import { Answered, Facts } from './parts'
import { sectionsOf } from './sections'
import { useAnswer } from './useAnswer'

/** Where each thing that waits is dealt with; a part that this office does not see leads nowhere. */
const WAYS: Record<string, { section: string; search?: { only: string } }> = {
  applications: { section: 'arrivals' },
  reports: { section: 'reports' },
  feedback: { section: 'feedback' },
  ownerless: { section: 'workspaces', search: { only: 'ownerless' } },
  unplaced: { section: 'members' },
  unverified: { section: 'organisations', search: { only: 'unverified' } },
}

export function OverviewSection() {
  const store = useStore()
  const asked = useAnswer(useCallback(() => store.overview(), [store]))
  // Anew when something came or went that waits.
  const changes = useSelected((state) => state.care)
  const { again } = asked
  useEffect(() => {
    if (changes > 0) again()
  }, [again, changes])
  return <Answered asked={asked}>{(overview) => <Overview overview={overview} />}</Answered>
}

function Overview({ overview }: { overview: OverviewBody }) {
  const { m, format } = useText()
  const figures = [
    [overview.members, m.admin.overview.members],
    [overview.members_seen, m.admin.overview.membersSeen],
    [overview.organisations, m.admin.overview.organisations],
    [overview.workspaces, m.admin.overview.workspaces],
    [overview.channels, m.admin.overview.channels],
    [overview.messages_week, m.admin.overview.messagesWeek],
    ...(overview.jobs_failed > 0 ? [[overview.jobs_failed, m.admin.overview.jobsFailed] as const] : []),
  ] as const
  return (
    <>
      <h2>{m.admin.overview.waits}</h2>
      {overview.waits.length === 0 ? (
        <p className={styles.soft}>{m.admin.overview.nothingWaits}</p>
      ) : (
        <ul role="list" className={styles.rows}>
          {overview.waits.map((wait) => (
            <Wait key={wait.what} wait={wait} />
          ))}
        </ul>
      )}
      <h2>{m.admin.overview.network}</h2>
      <ul role="list" className={styles.figures}>
        {figures.map(([count, words]) => (
          <li key={words}>
            <span className={styles.figure}>{format.number(count)}</span>
            <span className={styles.soft}>{words}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Wait({ wait }: { wait: OverviewBody['waits'][number] }) {
  const { m, format } = useText()
  const office = useSelected((state) => state.office)
  const way = WAYS[wait.what]
  const name = m.admin.overview.what[wait.what] ?? wait.what
  const words = (
    <>
      <span className={styles.waitCount}>{format.number(wait.count)}</span>
      <span className={styles.name}>
        <span className={styles.strong}>{name}</span>
        {wait.oldest_hours > 0 && <Facts of={[m.admin.overview.oldest(wait.oldest_hours)]} />}
      </span>
    </>
  )
  const isOpen = way !== undefined && sectionsOf(office).some((section) => section.id === way.section)
  return (
    <li>
      {isOpen ? (
        <Link to="/admin/$section" params={{ section: way.section }} search={way.search ?? {}} className={styles.wait}>
          {words}
          <Icon name="right" size={18} />
        </Link>
      ) : (
        <div className={styles.wait}>{words}</div>
      )}
    </li>
  )
}
