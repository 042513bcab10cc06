// A menu that opens at a button: choices with an icon, a hint and perhaps a check mark.
// Fetched when first opened; see `lazy` at the places that use it.
import type { RefObject } from 'react'
import { Header, Menu, MenuItem, MenuSection, Popover, Text } from 'react-aria-components'
import { classes } from '../classes'
import { Icon, type IconName } from '../Icon'
import styles from './overlay.module.css'
import { Spoken } from './Spoken'

export interface Choice {
  id: string
  label: string
  icon?: IconName | undefined
  hint?: string | undefined
  danger?: boolean | undefined
  chosen?: boolean | undefined
  disabled?: boolean | undefined
}

export interface ChoiceGroup {
  id: string
  label?: string | undefined
  choices: Choice[]
}

interface Props {
  label: string
  groups: ChoiceGroup[]
  trigger: RefObject<HTMLElement | null>
  onChoose: (id: string) => void
  onClose: () => void
}

export function ActionMenu({ label, groups, trigger, onChoose, onClose }: Props) {
  return (
    <Spoken>
    <Popover
      triggerRef={trigger}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      placement="bottom end"
      className={classes(styles.popover)}
    >
      <Menu
        aria-label={label}
        className={classes(styles.menu)}
        autoFocus="first"
        onAction={(key) => {
          onClose()
          onChoose(String(key))
        }}
        onClose={onClose}
      >
        {groups.map((group) => (
          <MenuSection key={group.id} className={classes(styles.group)} aria-label={group.label ?? label}>
            {group.label && <Header className={classes(styles.groupLabel)}>{group.label}</Header>}
            {group.choices.map((choice) => (
              <MenuItem
                key={choice.id}
                id={choice.id}
                textValue={choice.label}
                isDisabled={choice.disabled ?? false}
                className={classes(styles.item, choice.danger && styles.danger)}
              >
                <span className={styles.itemIcon}>
                  {choice.chosen ? <Icon name="check" /> : choice.icon ? <Icon name={choice.icon} /> : null}
                </span>
                <span className={styles.itemWords}>
                  <Text slot="label">{choice.label}</Text>
                  {choice.hint && (
                    <Text slot="description" className={classes(styles.itemHint)}>
                      {choice.hint}
                    </Text>
                  )}
                </span>
              </MenuItem>
            ))}
          </MenuSection>
        ))}
      </Menu>
    </Popover>
    </Spoken>
  )
}
