// Buttons. `Button` carries words, `IconButton` an icon and its words as a label; both keep the
// touch target of the device and tell assistive technology what they open.
import { Button as AriaButton, type ButtonProps } from 'react-aria-components'
import type { ReactNode, Ref } from 'react'
import styles from './Button.module.css'
import { classes } from './classes'
import { Icon, type IconName } from './Icon'

interface Props extends Omit<ButtonProps, 'className' | 'style' | 'children'> {
  look?: 'primary' | 'plain' | 'quiet' | 'danger' | undefined
  size?: 'small' | 'normal' | undefined
  icon?: IconName | undefined
  wide?: boolean | undefined
  children: ReactNode
  ref?: Ref<HTMLButtonElement> | undefined
}

export function Button({ look = 'plain', size = 'normal', icon, wide, children, ...rest }: Props) {
  return (
    <AriaButton {...rest} className={classes(styles.button, styles[look], size === 'small' && styles.small, wide && styles.wide)}>
      {icon && <Icon name={icon} size={18} />}
      <span className={styles.words}>{children}</span>
    </AriaButton>
  )
}

interface IconProps extends Omit<ButtonProps, 'className' | 'style' | 'children'> {
  icon: IconName
  label: string
  size?: 'small' | 'normal' | undefined
  look?: 'quiet' | 'primary' | undefined
  pressed?: boolean | undefined
  ref?: Ref<HTMLButtonElement> | undefined
}

export function IconButton({ icon, label, size = 'normal', look = 'quiet', pressed, ...rest }: IconProps) {
  return (
    <span className={styles.tip} title={label}>
      <AriaButton
        {...rest}
        aria-label={label}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        className={classes(styles.icon, look === 'primary' ? styles.primary : styles.quiet, size === 'small' && styles.iconSmall, pressed && styles.pressed)}
      >
        <Icon name={icon} size={size === 'small' ? 18 : 20} />
      </AriaButton>
    </span>
  )
}
