// People, places, organisations and tags whose name was typed.
import { Link } from '@tanstack/react-router'
import type { NamedThing } from '../../store'
import { useText } from '../../text'
import styles from './search.module.css'

export function Named({ things }: { things: readonly NamedThing[] }) {
  const { m } = useText()
  return (
    <section aria-label={m.search.named}>
      <ul role="list" className={styles.named}>
        {things.map((thing) => (
          <li key={thing.member ?? thing.organisation ?? thing.workspace ?? thing.channel ?? thing.tag}>
            <Thing thing={thing} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Thing({ thing }: { thing: NamedThing }) {
  const { m } = useText()
  const sorts = m.search.sorts
  const inside = (sort: string) => (
    <>
      {thing.name} <span className={styles.soft}>{[sort, thing.place].filter(Boolean).join(' · ')}</span>
    </>
  )
  if (thing.member !== undefined)
    return (
      <Link to="/p/$member" params={{ member: thing.member }} className={styles.chip}>
        {inside(sorts.member)}
      </Link>
    )
  if (thing.organisation !== undefined)
    return (
      <Link to="/o/$organisation" params={{ organisation: thing.organisation }} className={styles.chip}>
        {inside(sorts.organisation)}
      </Link>
    )
  if (thing.workspace !== undefined)
    return (
      <Link to="/w/$workspace" params={{ workspace: thing.workspace }} className={styles.chip}>
        {inside(sorts.workspace)}
      </Link>
    )
  if (thing.channel !== undefined)
    return (
      <Link to="/c/$channel" params={{ channel: thing.channel }} className={styles.chip}>
        {inside(sorts.channel)}
      </Link>
    )
  return (
    <Link to="/search" search={{ q: `tag:${thing.tag ?? ''}` }} className={styles.chip}>
      {inside(sorts.tag)}
    </Link>
  )
}
