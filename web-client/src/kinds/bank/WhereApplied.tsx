// Where an entry was taken into use: the number, by region, and what came of it, as far as its people let it be told.
import type { CopiesBody } from '../../store'
import { regionName, useText } from '../../text'
import styles from './bank.module.css'
import { toldOf } from './entry'
import { EffectMark } from './Marks'
import { useWords } from './text'

export function WhereApplied({ copies }: { copies: CopiesBody }) {
  const words = useWords()
  const { format, locale } = useText()
  return (
    <section className={styles.panel} aria-label={words.byRegion}>
      <h3>{words.appliedIn(copies.count)}</h3>
      {copies.regions.length > 0 && (
        <ul className={styles.regions} aria-label={words.byRegion}>
          {copies.regions.map((row) => (
            <li key={row.region ?? ''}>
              {row.region === undefined ? words.elsewhere : regionName(row.region, locale)} <strong>{row.count}</strong>
            </li>
          ))}
        </ul>
      )}
      {copies.copies.map((copy, index) => {
        const told = copy.told === undefined || copy.told === null ? undefined : toldOf(copy.told)
        return (
          <div key={copy.item ?? index} className={styles.use}>
            <p>
              {copy.item === undefined ? <span>{words.hiddenPlace}</span> : <a href={`/c/${copy.channel}/t/${copy.item}`}>{copy.place}</a>}
              <span className={styles.soft}>
                {' '}
                {copy.region === undefined ? '' : `${regionName(copy.region, locale)}, `}
                {format.date(Date.parse(copy.at))}
              </span>
            </p>
            {told ? (
              <>
                <p>
                  {words.fates[told.fate]} {told.effect && <EffectMark effect={told.effect} />}
                </p>
                {told.result !== '' && <p className={styles.said}>{told.result}</p>}
                {told.adaptations !== '' && (
                  <p className={styles.said}>
                    <span className={styles.soft}>{words.adaptations}</span> {told.adaptations}
                  </p>
                )}
              </>
            ) : (
              <p className={styles.soft}>{words.notTold}</p>
            )}
          </div>
        )
      })}
    </section>
  )
}
