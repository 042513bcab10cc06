// A person as two letters on a calm colour that stays the same for the same person, with a dot when present.
// Decoration only: the name stands beside it.
import styles from './Avatar.module.css'
import { classes } from './classes'

interface Props {
  /** What the colour is chosen by. */
  id: string
  given: string
  family: string
  size?: 'small' | 'normal' | 'large' | undefined
  presence?: 'active' | 'idle' | 'away' | undefined
  gone?: boolean | undefined
}

const HUES = [212, 196, 172, 150, 96, 46, 28, 12, 344, 318, 286, 258, 232]

function hueOf(id: string): number {
  let sum = 0
  for (let i = 0; i < id.length; i++) sum = (sum * 31 + id.charCodeAt(i)) >>> 0
  return HUES[sum % HUES.length] ?? 212
}

export function Avatar({ id, given, family, size = 'normal', presence, gone }: Props) {
  const letters = `${given.slice(0, 1)}${family.slice(0, 1)}`.toUpperCase()
  const hue = gone ? 214 : hueOf(id)
  return (
    <span
      className={classes(styles.avatar, styles[size], gone && styles.gone)}
      style={{ '--hue': hue } as React.CSSProperties}
      aria-hidden="true"
    >
      {letters || '–'}
      {presence && presence !== 'away' && <span className={classes(styles.dot, presence === 'idle' && styles.idle)} />}
    </span>
  )
}
