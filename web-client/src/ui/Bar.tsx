// A line across a pane that says how things are: offline, reading only, something failed.
import type { ReactNode } from 'react'
import styles from './Bar.module.css'
import { classes } from './classes'
import { Icon, type IconName } from './Icon'

interface Props {
  look?: 'info' | 'warning' | 'alert' | undefined
  icon?: IconName | undefined
  live?: boolean | undefined
  action?: ReactNode
  children: ReactNode
}

export function Bar({ look = 'info', icon, live, action, children }: Props) {
  return (
    <div className={classes(styles.bar, styles[look])} role={live ? 'status' : undefined}>
      {icon && <Icon name={icon} size={18} />}
      <span className={styles.words}>{children}</span>
      {action}
    </div>
  )
}
