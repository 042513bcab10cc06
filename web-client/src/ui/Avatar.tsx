// A person as two letters on a calm colour that stays the same for the same person, or their picture over them, with a
// dot when present.
// Decoration only: the name stands beside it.
import styles from './Avatar.module.css'
import { classes } from './classes'

export interface AvatarLook {
  size?: 'small' | 'normal' | 'large' | undefined
  presence?: 'active' | 'idle' | 'away' | undefined
}

interface Props extends AvatarLook {
  /** What the colour is chosen by. */
  id: string
  given: string
  family: string
  gone?: boolean | undefined
  /** Where a picture lies; it covers the letters once it is there, and they stay where it is not. */
  picture?: string | undefined
}

const HUES = [212, 196, 172, 150, 96, 46, 28, 12, 344, 318, 286, 258, 232]

function hueOf(id: string): number {
  let sum = 0
  for (let i = 0; i < id.length; i++) sum = (sum * 31 + id.charCodeAt(i)) >>> 0
  return HUES[sum % HUES.length] ?? 212
}

export function Avatar({ id, given, family, size = 'normal', presence, gone, picture }: Props) {
  const letters = `${given.slice(0, 1)}${family.slice(0, 1)}`.toUpperCase()
  const hue = gone ? 214 : hueOf(id)
  return (
    <span
      className={classes(styles.avatar, styles[size], gone && styles.gone)}
      style={{ '--hue': hue } as React.CSSProperties}
      aria-hidden="true"
    >
      {letters || '–'}
      {picture && (
        <img key={picture} className={styles.picture} src={picture} alt="" loading="lazy" decoding="async" onError={(event) => (event.currentTarget.hidden = true)} />
      )}
      {presence && presence !== 'away' && <span className={classes(styles.dot, presence === 'idle' && styles.idle)} />}
    </span>
  )
}
