// The keyboard's shortcuts in one list, and the way to tell what is missing. Opens by "?".
import { useState } from 'react'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { GiveFeedback } from '../feedback/GiveFeedback'
import styles from './ShortcutHelp.module.css'

export function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const { m } = useText()
  const { keys } = m.shortcuts
  const [isTelling, tell] = useState(false)
  const rows: [string[], string][] = [
    [[keys.ctrl, 'K'], m.shortcuts.jump],
    [['/'], m.search.title],
    [[keys.alt, 'U'], m.shortcuts.fresh],
    [[keys.alt, keys.shift, keys.down], m.shortcuts.nextUnread],
    [[keys.alt, keys.up], m.shortcuts.previousChannel],
    [[keys.alt, keys.down], m.shortcuts.nextChannel],
    [[keys.enter], m.shortcuts.send],
    [[keys.shift, keys.enter], m.shortcuts.newline],
    [[keys.up], m.shortcuts.editLast],
    [[keys.up, keys.down], m.shortcuts.moveMessages],
    [[keys.enter], m.shortcuts.messageActions],
    [[keys.escape], m.shortcuts.escape],
    [['?'], m.shortcuts.help],
  ]
  if (isTelling) return <GiveFeedback onClose={onClose} />
  return (
    <DialogFrame title={m.shortcuts.title} closeLabel={m.close} onClose={onClose} foot={<Button onPress={() => tell(true)}>{m.giveFeedback.open}</Button>}>
      <dl className={styles.rows}>
        {rows.map(([pressed, meaning]) => (
          <div key={meaning}>
            <dt>
              {pressed.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </DialogFrame>
  )
}
