// For how long an entry holds, and who says that it still does.
import { useSelected, type ItemView } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { Select } from '../../ui/Select'
import styles from './bank.module.css'
import type { Entry } from './entry'
import { PersonPicker } from './PersonPicker'
import { useWords } from './text'
import { useName } from './useEntry'

interface Props {
  item: ItemView
  entry: Entry
  mayWrite: boolean
  act: (change: { [key: string]: string | number | boolean | string[] }) => void
}

const MONTHS = [0, 3, 6, 12, 24, 36]

export function Lasting({ item, entry, mayWrite, act }: Props) {
  const words = useWords()
  const { format } = useText()
  const me = useSelected((state) => state.me?.id)
  const mayVerify = item.state === 'published' && (mayWrite || (me !== undefined && entry.verifiers.includes(me)))
  if (entry.months === 0 && !mayWrite) return null
  const set = (months: number, verifiers: readonly string[]) => act({ do: 'last', months, verifiers: [...verifiers] })
  return (
    <section className={styles.panel} aria-label={words.lasting}>
      <h3>{words.lasting}</h3>
      {entry.isStale && (
        <p className={styles.warn}>
          <Icon name="clock" size={16} /> {words.stale}
        </p>
      )}
      {entry.expiresAt !== undefined && <p>{words.expires(format.date(Date.parse(entry.expiresAt)))}</p>}
      {entry.verifiedAt !== undefined && <p className={styles.soft}>{words.verified(format.date(Date.parse(entry.verifiedAt)))}</p>}
      {entry.verifiers.length > 0 && (
        <p className={styles.soft}>
          {words.verifiers}:{' '}
          {entry.verifiers.map((who, index) => (
            <span key={who}>
              {index > 0 && ', '}
              <Name who={who} />
            </span>
          ))}
        </p>
      )}
      {mayWrite && <Select label={words.months} value={String(entry.months)} onChange={(value) => set(Number(value), entry.verifiers)} choices={MONTHS.map((n) => ({ value: String(n), name: words.monthsN(n) }))} />}
      <div className={styles.tools}>
        {mayVerify && entry.months > 0 && (
          <Button icon="check" onPress={() => act({ do: 'verify' })}>
            {words.verify}
          </Button>
        )}
        {mayWrite && entry.months > 0 && <PersonPicker label={words.addVerifier} hint={words.verifiers} without={entry.verifiers} onPick={(who) => set(entry.months, [...entry.verifiers, who])} />}
      </div>
    </section>
  )
}

function Name({ who }: { who: string }) {
  return <>{useName(who)}</>
}
