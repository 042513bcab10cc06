// What stands around the screens before signing in: the name, the languages, and the two lines that matter.
import type { ReactNode } from 'react'
import { useText } from '../../text'
import { LanguageChoice } from '../me/LanguageChoice'
import styles from './entrance.module.css'
import { Logo } from './Logo'

export function EntranceFrame({ children }: { children: ReactNode }) {
  const { m } = useText()
  return (
    <div className={styles.page}>
      <header className={styles.top}>
        <span className={styles.brand}>
          <Logo />
          {m.product}
        </span>
        <LanguageChoice />
      </header>
      <main className={styles.main} id="content" tabIndex={-1}>
        {children}
      </main>
      <footer className={styles.foot}>
        <span>{m.emergency}</span>
        <span>{m.unclassified}</span>
      </footer>
    </div>
  )
}
