// The list above the composer. Focus stays in the text; the chosen line is told by aria-activedescendant.
import { useText } from '../../text'
import { classes } from '../../ui/classes'
import { Face } from '../people/Face'
import styles from './Suggestions.module.css'
import type { Suggestion } from './useSuggestions'

interface Props {
  id: string
  list: readonly Suggestion[]
  chosen: number
  onChoose: (suggestion: Suggestion) => void
}

export function Suggestions({ id, list, chosen, onChoose }: Props) {
  const { m } = useText()
  return (
    <div id={id} role="listbox" aria-label={m.composer.suggestions} className={styles.list}>
      {list.map((one, index) => (
        <div
          key={one.key}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === chosen}
          className={classes(styles.option, index === chosen && styles.chosen)}
          // Before the text loses its focus.
          onPointerDown={(event) => {
            event.preventDefault()
            onChoose(one)
          }}
        >
          {one.member ? (
            <Face id={one.member.id} member={one.member} size="small" />
          ) : (
            one.sign && <span className={styles.sign}>{one.sign}</span>
          )}
          <span className={styles.label}>{one.label}</span>
          {one.hint && <span className={styles.hint}>{one.hint}</span>}
        </div>
      ))}
    </div>
  )
}
