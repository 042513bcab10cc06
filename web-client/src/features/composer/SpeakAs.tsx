// For which of one's organisations one speaks. Nothing to choose for who belongs to one or none: the main one is
// what the server takes when nothing is said.
import { useSelected, type OrganisationId } from '../../store'
import { useText } from '../../text'
import { organisationName } from '../people/names'
import styles from './Composer.module.css'

interface Props {
  value: OrganisationId | undefined
  onChange: (organisation: OrganisationId | undefined) => void
}

export function SpeakAs({ value, onChange }: Props) {
  const { m, locale } = useText()
  const me = useSelected((state) => state.me)
  const organisations = useSelected((state) => state.organisations)
  if (!me || me.affiliations.length < 2) return null
  return (
    <select
      className={styles.speak}
      aria-label={m.composer.speakAs}
      title={m.composer.speakAs}
      value={value ?? me.affiliations.find((one) => one.main)?.organisation ?? ''}
      onChange={(event) => onChange(event.target.value || undefined)}
    >
      {me.affiliations.map((one) => (
        <option key={one.organisation} value={one.organisation}>
          {organisationName(organisations.get(one.organisation), locale)}
        </option>
      ))}
    </select>
  )
}
