// Bars drawn by hand with their table beside them: what the picture shows, the table says. The picture is left out for
// those who listen; what is part of the whole is told by shape and number, too, not by colour alone.
import { useText } from '../../text'
import styles from './activity.module.css'

export interface Bar {
  readonly name: string
  readonly all: number
  readonly part: number
  /** Where the numbers open their events. */
  readonly address?: string | undefined
}

interface Props {
  title: string
  /** Heads of the table: what, all, part. */
  heads: readonly [string, string, string]
  bars: readonly Bar[]
}

const ROW = 30
const NAMES = 170
const WIDTH = 520

export function Bars({ title, heads, bars }: Props) {
  const { m, format } = useText()
  const most = Math.max(1, ...bars.map((bar) => bar.all))
  const long = (count: number) => ((WIDTH - NAMES - 50) * count) / most
  const cut = (name: string) => (name.length > 24 ? `${name.slice(0, 23)}…` : name)
  return (
    <section className={styles.card} aria-label={title}>
      <h2>{title}</h2>
      <p aria-hidden="true">
        <span className={styles.key}>
          <svg width="14" height="14" aria-hidden="true">
            <rect x="1" y="1" width="12" height="12" className={styles.barEmpty} />
          </svg>
          {heads[1]}
        </span>
        <span className={styles.key}>
          <svg width="14" height="14" aria-hidden="true">
            <rect x="1" y="1" width="12" height="12" className={styles.barPart} />
          </svg>
          {heads[2]}
        </span>
      </p>
      <div className={styles.chart}>
        <svg viewBox={`0 0 ${WIDTH} ${Math.max(1, bars.length) * ROW}`} aria-hidden="true">
          {bars.map((bar, index) => (
            <g key={bar.name} transform={`translate(0 ${index * ROW})`}>
              <text x="0" y="19">
                {cut(bar.name)}
              </text>
              <rect x={NAMES} y="6" width={Math.max(1, long(bar.all))} height="18" className={styles.barEmpty} />
              <rect x={NAMES} y="6" width={long(bar.part)} height="18" className={styles.barPart} />
              <text x={NAMES + long(bar.all) + 8} y="19">
                {format.number(bar.all)}
              </text>
            </g>
          ))}
        </svg>
        <table className={styles.table}>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr key={bar.name}>
                <td>
                  {bar.address === undefined ? (
                    bar.name
                  ) : (
                    <a href={bar.address} aria-label={m.report.events(bar.name)}>
                      {bar.name}
                    </a>
                  )}
                </td>
                <td>{format.number(bar.all)}</td>
                <td>{format.number(bar.part)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
