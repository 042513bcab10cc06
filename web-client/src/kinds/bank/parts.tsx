// Small parts that several pages of an entry are made of.
import type { ReactNode } from 'react'
import { useStore } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import styles from './bank.module.css'

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

/** To another item, wherever it stands; what one may not see has its words and no way there. */
export function ItemLink({ id, label }: { id: string; label: string }) {
  const store = useStore()
  const { m } = useText()
  const announce = useAnnounce()
  const go = () =>
    void store.resolveItem(id).then((outcome) => {
      if (outcome.ok) location.assign(`/c/${outcome.value.channel}/t/${id}`)
      else announce(m.refusals[outcome.refusal.code])
    })
  return (
    <button type="button" className={styles.link} onClick={go}>
      {label || id}
    </button>
  )
}
