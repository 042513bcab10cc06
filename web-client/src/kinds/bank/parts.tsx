// Small parts that several pages of an entry are made of.
import { useEffect, useState, type ReactNode } from 'react'
import { useStore, type ItemView } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import styles from './bank.module.css'
import { useWords } from './text'

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h3>{title}</h3>
      {children}
    </section>
  )
}

/** To another item, wherever it stands, by the words that were given or by the title that this reader may see. */
export function ItemLink({ id, label }: { id: string; label: string }) {
  const store = useStore()
  const { m } = useText()
  const words = useWords()
  const announce = useAnnounce()
  const [found, setFound] = useState<ItemView>()
  useEffect(() => {
    let isWanted = true
    if (label === '') void store.resolveItem(id).then((outcome) => isWanted && outcome.ok && setFound(outcome.value))
    return () => {
      isWanted = false
    }
  }, [store, id, label])
  const go = () =>
    void store.resolveItem(id).then((outcome) => {
      if (outcome.ok) location.assign(`/c/${outcome.value.channel}/t/${id}`)
      else announce(m.refusals[outcome.refusal.code])
    })
  return (
    <button type="button" className={styles.link} onClick={go}>
      {label || (found === undefined ? words.hiddenTalk : found.title || words.hiddenTalk)}
    </button>
  )
}
