// A number that waits, as a pill. The words for screen readers come from outside; the number alone is hidden from them.
import styles from './Badge.module.css'
import { classes } from './classes'

interface Props {
  count: number
  label: string
  look?: 'unread' | 'mention' | 'soft' | undefined
}

export function Badge({ count, label, look = 'unread' }: Props) {
  if (count <= 0) return null
  return (
    <span className={classes(styles.badge, styles[look])}>
      <span aria-hidden="true">
        {look === 'mention' && '@'}
        {count > 99 ? '99+' : count}
      </span>
      <span className="sr-only">{label}</span>
    </span>
  )
}
