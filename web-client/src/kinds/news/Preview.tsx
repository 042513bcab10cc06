// The article as a reader of some sort will see it: whether they may read it, in which language, and whether it has to
// reach them. The server says so.
import { useEffect, useState } from 'react'
import { useStore, type ItemView, type PreviewBody } from '../../store'
import { localeNames, regionName, useText, type Locale } from '../../text'
import { Select } from '../../ui/Select'
import { articleOf, inLanguage, LANGS, ROLES } from './body'
import { REGIONS } from './Details'
import styles from './news.module.css'
import { Figure, Shown } from './Shown'
import { useWords } from './text'

const READERS = ['outside', 'network', 'inside'] as const

export function Preview({ item }: { item: ItemView }) {
  const words = useWords()
  const { locale } = useText()
  const store = useStore()
  const [reader, setReader] = useState<(typeof READERS)[number]>('network')
  const [role, setRole] = useState('')
  const [region, setRegion] = useState('')
  const [lang, setLang] = useState<Locale>(locale)
  const [seen, setSeen] = useState<PreviewBody>()
  useEffect(() => {
    let isWanted = true
    void store.ask<PreviewBody>(`/items/${item.id}/preview`, { reader, role, region }).then((outcome) => isWanted && setSeen(outcome.ok ? outcome.value : undefined))
    return () => {
      isWanted = false
    }
  }, [store, item.id, item.changed_seq, reader, role, region])
  const article = articleOf(item)
  const shown = inLanguage(article, lang)
  return (
    <section className={styles.block} aria-label={words.preview}>
      <h2>{words.preview}</h2>
      <div className={styles.buttons}>
        <Select label={words.reader} value={reader} onChange={(value) => setReader(READERS.find((one) => one === value) ?? 'network')} choices={READERS.map((value) => ({ value, name: words.readers[value] }))} />
        <Select label={words.readersLanguage} value={lang} onChange={(value) => setLang(LANGS.find((one) => one === value) ?? 'fi')} choices={LANGS.map((value) => ({ value, name: localeNames[value] }))} />
        {reader !== 'outside' && <Select label={words.role} value={role} onChange={setRole} choices={[{ value: '', name: words.anyRole }, ...ROLES.map((value) => ({ value, name: words.roles[value] }))]} />}
        <Select label={words.region} value={region} onChange={setRegion} choices={[{ value: '', name: words.anyRegion }, ...REGIONS.map((value) => ({ value, name: regionName(value, locale) }))]} />
      </div>
      {seen && (
        <p role="status" className={styles.note}>
          {[seen.reads ? words.reads : words.readsNot, seen.must_read && words.hasToRead, seen.is_about_region && words.isAboutRegion].filter(Boolean).join(' ')}
        </p>
      )}
      {seen?.reads && (
        <article className={styles.article} lang={shown.lang}>
          {shown.lang !== lang && (
            <p className={styles.note} lang={locale}>
              {words.fallbackShown(localeNames[shown.lang as Locale])}
            </p>
          )}
          <h3>{shown.title}</h3>
          {article.cover && <Figure channel={item.channel} picture={article.cover} />}
          <p className={styles.lead}>{shown.lead}</p>
          <Shown channel={item.channel} blocks={shown.blocks} />
        </article>
      )}
    </section>
  )
}
