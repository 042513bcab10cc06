// A modal dialog: title, close button, body, and a foot for the decision. On a phone it comes up from below.
import type { ReactNode } from 'react'
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { IconButton } from '../Button'
import { classes } from '../classes'
import styles from './overlay.module.css'
import { Spoken } from './Spoken'

interface Props {
  title: string
  closeLabel: string
  onClose: () => void
  size?: 'small' | 'normal' | 'wide' | undefined
  /** For questions that must be answered, such as deleting. */
  alert?: boolean | undefined
  foot?: ReactNode
  children: ReactNode
}

export function DialogFrame({ title, closeLabel, onClose, size = 'normal', alert, foot, children }: Props) {
  return (
    <Spoken>
    <ModalOverlay isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()} className={classes(styles.scrim)}>
      <Modal className={classes(styles.modal, styles[size])}>
        <Dialog role={alert ? 'alertdialog' : 'dialog'} className={classes(styles.dialog)}>
          <div className={styles.head}>
            <Heading slot="title" level={2} className={classes(styles.title)}>
              {title}
            </Heading>
            <IconButton icon="close" label={closeLabel} size="small" onPress={onClose} />
          </div>
          <div className={styles.body}>{children}</div>
          {foot && <div className={styles.foot}>{foot}</div>}
        </Dialog>
      </Modal>
    </ModalOverlay>
    </Spoken>
  )
}
