// Three languages, each by its own name and in its own language for screen readers.
import { localeNames, locales, useText } from '../../text'
import { classes } from '../../ui/classes'
import styles from './LanguageChoice.module.css'

export function LanguageChoice() {
  const { m, locale, setLocale } = useText()
  return (
    <div role="group" aria-label={m.me.language} className={styles.choice}>
      {locales.map((one) => (
        <button key={one} type="button" lang={one} aria-pressed={one === locale} className={classes(styles.language, one === locale && styles.chosen)} onClick={() => setLocale(one)}>
          {localeNames[one]}
        </button>
      ))}
    </div>
  )
}
