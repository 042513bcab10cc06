// The network's administration: a list of its parts at the left, the chosen one beside it; on a phone one after the
// other. Whoever holds no office meets the very screen of an address that is not there.
import { Link, useParams } from '@tanstack/react-router'
import { Suspense, useEffect } from 'react'
import { useSelected } from '../../store'
import { useText } from '../../text'
import { Icon } from '../../ui/Icon'
import { useMedia } from '../channel/useMedia'
import { NotFound } from '../places/NotFound'
import styles from './administration.module.css'
import { sectionsOf, type Section } from './sections'

export function AdministrationScreen() {
  const { m } = useText()
  const { section } = useParams({ strict: false })
  const office = useSelected((state) => state.office)
  const isNarrow = useMedia('(max-width: 48rem)')
  if (office === undefined) return <p className={styles.waiting}>{m.loading}</p>
  const shown = sectionsOf(office)
  const chosen = shown.find((one) => one.id === (section ?? (isNarrow ? undefined : shown[0]?.id)))
  if (shown.length === 0 || (section !== undefined && !chosen)) return <NotFound />
  if (!isNarrow || !chosen)
    return (
      <div className={styles.frame}>
        <SectionList shown={shown} chosen={chosen?.id} isAlone={isNarrow} />
        {chosen && <Chosen section={chosen} />}
      </div>
    )
  return <Chosen section={chosen} hasWayBack />
}

function SectionList({ shown, chosen, isAlone }: { shown: readonly Section[]; chosen: string | undefined; isAlone: boolean }) {
  const { m } = useText()
  useEffect(() => {
    if (isAlone) document.title = `${m.admin.title} – ${m.product}`
  }, [m, isAlone])
  const list = (
    <nav aria-label={m.admin.title}>
      {!isAlone && <p className={styles.sideTitle}>{m.admin.title}</p>}
      <ul role="list" className={styles.list}>
        {shown.map((section) => (
          <li key={section.id}>
            <Link to="/admin/$section" params={{ section: section.id }} className={styles.way} aria-current={section.id === chosen ? 'page' : undefined}>
              <Icon name={section.icon} size={18} />
              <span className={styles.wayName}>{section.title(m)}</span>
              {isAlone && <Icon name="right" size={18} />}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
  if (!isAlone)
    return (
      <div className={styles.side}>
        {list}
      </div>
    )
  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <h1>{m.admin.title}</h1>
        {list}
      </div>
    </main>
  )
}

function Chosen({ section, hasWayBack }: { section: Section; hasWayBack?: boolean }) {
  const { m } = useText()
  const title = section.title(m)
  useEffect(() => {
    document.title = `${title} – ${m.admin.title} – ${m.product}`
  }, [m, title])
  const Part = section.component
  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        {hasWayBack && (
          <Link to="/admin" className={styles.wayBack}>
            <Icon name="back" size={18} /> {m.admin.title}
          </Link>
        )}
        <h1>{title}</h1>
        <Suspense fallback={<p className={styles.soft}>{m.loading}</p>}>
          <Part />
        </Suspense>
      </div>
    </main>
  )
}
