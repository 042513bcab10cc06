// How text is formatted, as a table of what is written and what it becomes.
import { useText } from '../../text'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import styles from './FormatHelp.module.css'

export function FormatHelp({ onClose }: { onClose: () => void }) {
  const { m } = useText()
  return (
    <DialogFrame title={m.composer.help} closeLabel={m.close} onClose={onClose}>
      <dl className={styles.rows}>
        {m.composer.helpRows.map(([source, meaning]) => (
          <div key={source}>
            <dt>
              <code>{source}</code>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.keys}>{m.composer.keysHint}</p>
    </DialogFrame>
  )
}
