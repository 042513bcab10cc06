// A small panel that opens at a button and holds anything: a picker, a date, a profile card.
import type { ReactNode, RefObject } from 'react'
import { Dialog, Popover } from 'react-aria-components'
import { classes } from '../classes'
import styles from './overlay.module.css'
import { Spoken } from './Spoken'

interface Props {
  label: string
  trigger: RefObject<Element | null>
  placement?: 'bottom end' | 'bottom start' | 'top start' | 'top end' | 'right top' | undefined
  onClose: () => void
  children: ReactNode
}

export function Panel({ label, trigger, placement = 'bottom start', onClose, children }: Props) {
  return (
    <Spoken>
    <Popover
      triggerRef={trigger}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      placement={placement}
      className={classes(styles.popover)}
    >
      <Dialog aria-label={label} className={classes(styles.panel)}>
        {children}
      </Dialog>
    </Popover>
    </Spoken>
  )
}
