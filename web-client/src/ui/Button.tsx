// Buttons. `Button` carries words, `IconButton` an icon and its words as a label. Native elements: the heavy widgets are
// fetched later, and a button needs none of them.
import type { ComponentProps, ReactNode } from 'react'
import styles from './Button.module.css'
import { classes } from './classes'
import { Icon, type IconName } from './Icon'

interface Shared extends Omit<ComponentProps<'button'>, 'className' | 'style' | 'children' | 'onClick' | 'disabled'> {
  isDisabled?: boolean | undefined
  onPress?: (() => void) | undefined
}

interface Props extends Shared {
  look?: 'primary' | 'plain' | 'quiet' | 'danger' | undefined
  size?: 'small' | 'normal' | undefined
  icon?: IconName | undefined
  wide?: boolean | undefined
  children: ReactNode
}

export function Button({ look = 'plain', size = 'normal', icon, wide, children, isDisabled, onPress, type = 'button', ...rest }: Props) {
  return (
    <button
      {...rest}
      type={type}
      disabled={isDisabled}
      onClick={() => onPress?.()}
      className={classes(styles.button, styles[look], size === 'small' && styles.small, wide && styles.wide)}
    >
      {icon && <Icon name={icon} size={18} />}
      <span className={styles.words}>{children}</span>
    </button>
  )
}

interface IconProps extends Shared {
  icon: IconName
  label: string
  size?: 'small' | 'normal' | undefined
  look?: 'quiet' | 'primary' | undefined
  pressed?: boolean | undefined
}

export function IconButton({ icon, label, size = 'normal', look = 'quiet', pressed, isDisabled, onPress, ...rest }: IconProps) {
  return (
    <button
      {...rest}
      type="button"
      disabled={isDisabled}
      onClick={() => onPress?.()}
      aria-label={label}
      aria-pressed={pressed}
      title={label}
      className={classes(styles.icon, look === 'primary' ? styles.primary : styles.quiet, size === 'small' && styles.iconSmall, pressed && styles.pressed)}
    >
      <Icon name={icon} size={size === 'small' ? 18 : 20} />
    </button>
  )
}
