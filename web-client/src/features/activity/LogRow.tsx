// One line of the log: who did what, where, and the beginning of what was said.
import { useSelected, type ActivityRow, type PlaceName } from '../../store'
import { useText } from '../../text'
import { Face } from '../people/Face'
import { memberName, organisationName } from '../people/names'
import { OutcomeWords } from './Outcome'
import styles from './activity.module.css'

/** Where a row leads. */
function addressOf(row: ActivityRow): string | undefined {
  const outcome = row.outcome
  const channel = outcome?.channel ?? row.channel
  const message = outcome?.message ?? row.message
  const item = outcome?.item ?? row.item
  if (channel !== undefined && message !== undefined) return `/c/${channel}/m/${message}`
  if (channel !== undefined && item !== undefined && row.verb !== 'item_deleted') return `/c/${channel}/t/${item}`
  if (channel !== undefined) return `/c/${channel}`
  return row.workspace === undefined ? undefined : `/w/${row.workspace}`
}

export function LogRow({ row, places }: { row: ActivityRow; places: readonly PlaceName[] }) {
  const { m, locale, format } = useText()
  const actor = useSelected((state) => (row.actor === undefined ? undefined : state.members.get(row.actor)))
  const other = useSelected((state) => (row.member === undefined ? undefined : state.members.get(row.member)))
  const organisation = useSelected((state) => (row.spoken_as === undefined ? undefined : state.organisations.get(row.spoken_as)))
  const told = useSelected((state) => (row.organisation === undefined ? undefined : state.organisations.get(row.organisation)))
  const workspace = places.find((place) => place.channel === undefined && place.workspace === row.workspace)?.name
  const channel = row.channel === undefined ? undefined : places.find((place) => place.channel === row.channel)?.name
  const address = addressOf(row)
  const at = Date.parse(row.at)
  const where = [workspace, channel !== undefined && `#${channel}`, row.title].filter(Boolean).join(' › ')
  return (
    <li className={styles.row}>
      {row.actor !== undefined && <Face id={row.actor} member={actor} />}
      <div className={styles.grow}>
        <p className={styles.says}>
          <strong>{row.actor === undefined ? m.activity.somebody : memberName(actor, m)}</strong> {m.activity.verbs[row.verb] ?? m.activity.verbs['other']}
          {row.verb === 'reacted' && ` ${row.word}`}
          {row.member !== undefined && ` ${memberName(other, m)}`}
          {told && ` ${organisationName(told, locale)}`}
          {organisation && <span className={styles.soft}> ({organisationName(organisation, locale)})</span>}
        </p>
        {row.outcome ? <OutcomeWords outcome={row.outcome} /> : row.text !== '' && <p className={styles.text}>{row.text}</p>}
        {where !== '' && <p className={styles.soft}>{address === undefined ? where : <a href={address}>{where}</a>}</p>}
      </div>
      <time className={styles.soft} dateTime={row.at} title={format.full(at)}>
        {format.time(at)}
      </time>
    </li>
  )
}
