// Writing an article: one language at a time beside its own one, in parts. Others see who is writing. What is not saved is
// kept on this device; a save that would go over another's words is refused by the server, and what they changed is shown.
import { useState } from 'react'
import { hasPersonalCode, useStore, type ItemView } from '../../store'
import { localeNames, useText } from '../../text'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { TextArea } from '../../ui/Form'
import { Select } from '../../ui/Select'
import { Blocks } from './Blocks'
import { bodyOf, lacksAlt, LANGS, writtenOf, type Lang, type Version, type Written } from './body'
import { Changes } from './Changes'
import { Details } from './Details'
import { forget, keep, kept } from './kept'
import styles from './news.module.css'
import { Shown } from './Shown'
import { useWords } from './text'
import { useHold, useName } from './useHold'

interface Props {
  item: ItemView
  desk: string | undefined
  onSaved: () => void
  onClose: () => void
}

export function Editor({ item, desk, onSaved, onClose }: Props) {
  const { m } = useText()
  const words = useWords()
  const store = useStore()
  const [restored] = useState(() => kept(item.id))
  const [written, setWritten] = useState<Written>(() => restored?.written ?? writtenOf(item))
  const [base, setBase] = useState(restored?.base ?? item.changed_seq)
  const [lang, setLang] = useState<Lang>(written.lang)
  const [correction, setCorrection] = useState('')
  const [refused, setRefused] = useState('')
  const [isBehind, setBehind] = useState(false)
  const { other, takeOver } = useHold(item.id, desk)
  const name = useName(other)
  const isOwn = lang === written.lang
  const shown: Version | undefined = isOwn ? written : written.versions[lang]
  const set = (some: Partial<Written>) =>
    setWritten((before) => {
      const next = { ...before, ...some }
      keep(item.id, { base, written: next })
      return next
    })
  const setVersion = (some: Partial<Version>) => {
    if (isOwn) return set(some)
    const before = written.versions[lang]
    if (before) set({ versions: { ...written.versions, [lang]: { ...before, ...some } } })
  }
  const leave = () => {
    forget(item.id)
    onClose()
  }
  const save = async () => {
    if (hasPersonalCode(JSON.stringify(written))) return setRefused(m.moderation.personalCode)
    if (lacksAlt(written)) return setRefused(words.altMissing)
    const outcome = await store.changeItem(item.id, { do: 'write', title: written.title, text: written.lead, body: bodyOf(written), correction }, base)
    if (!outcome.ok) {
      setBehind(outcome.refusal.code === 'conflict')
      return setRefused(outcome.refusal.code === 'conflict' ? words.behind : `${m.refusals[outcome.refusal.code]} (${outcome.refusal.message})`)
    }
    onSaved()
    leave()
  }
  /** One's own words go over theirs, which have been shown. */
  const rest = async () => {
    const now = await store.ask<ItemView>(`/items/${item.id}`)
    if (!now.ok) return
    setBase(now.value.changed_seq)
    keep(item.id, { base: now.value.changed_seq, written })
    setBehind(false)
    setRefused('')
  }
  const translate = () => set({ versions: { ...written.versions, [lang]: { title: written.title, lead: written.lead, blocks: written.blocks } } })
  const untranslate = () => set({ versions: Object.fromEntries(Object.entries(written.versions).filter(([one]) => one !== lang)) })
  return (
    <form
      className={styles.page}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <div className={isOwn ? styles.column : styles.broad}>
        {restored && <p className={styles.note}>{words.draftKept}</p>}
        {other !== undefined && (
          <div className={styles.note} role="status">
            <p>{words.heldBy(name)}</p>
            <Button size="small" onPress={takeOver}>
              {words.takeOver}
            </Button>
          </div>
        )}
        <div className={styles.buttons} role="group" aria-label={words.languages}>
          {LANGS.map((one) => (
            <Button key={one} size="small" look={one === lang ? 'primary' : 'plain'} aria-pressed={one === lang} onPress={() => setLang(one)}>
              {localeNames[one]} {one === written.lang ? `· ${words.original}` : written.versions[one] ? '' : `· ${words.notWritten}`}
            </Button>
          ))}
        </div>
        {isOwn && Object.keys(written.versions).length === 0 && (
          <Select
            label={words.ownLanguage}
            value={written.lang}
            onChange={(value) => {
              const next = LANGS.find((one) => one === value) ?? 'fi'
              set({ lang: next })
              setLang(next)
            }}
            choices={LANGS.map((value) => ({ value, name: localeNames[value] }))}
          />
        )}
        <div className={isOwn ? styles.article : styles.beside}>
          {shown ? (
            <div className={styles.article} lang={lang}>
              <Field label={words.title} value={shown.title} maxLength={200} onChange={(event) => setVersion({ title: event.target.value })} />
              <TextArea label={words.lead} value={shown.lead} rows={3} onChange={(event) => setVersion({ lead: event.target.value })} />
              <Blocks channel={item.channel} blocks={shown.blocks} onChange={(blocks) => setVersion({ blocks })} />
              {!isOwn && (
                <div>
                  <Button size="small" look="quiet" onPress={untranslate}>
                    {words.removeVersion}
                  </Button>
                </div>
              )}
            </div>
          ) : (
            <div className={styles.article}>
              <p className={styles.note}>{words.fallbackShown(localeNames[written.lang])}</p>
              <div>
                <Button icon="plus" onPress={translate}>
                  {words.makeVersion}
                </Button>
              </div>
            </div>
          )}
          {!isOwn && (
            <aside className={styles.article} lang={written.lang} aria-label={words.original}>
              <h2>{written.title}</h2>
              <p className={styles.lead}>{written.lead}</p>
              <Shown channel={item.channel} blocks={written.blocks} />
            </aside>
          )}
        </div>
        <Details channel={item.channel} written={written} onChange={set} />
        {!item.desk && <Field label={words.correction} hint={words.correctionHint} value={correction} maxLength={500} onChange={(event) => setCorrection(event.target.value)} />}
        {refused !== '' && <p role="alert">{refused}</p>}
        {isBehind && (
          <div className={styles.block}>
            <Changes item={item} since={base} />
            <div className={styles.buttons}>
              <Button onPress={() => void rest()}>{words.keepMine}</Button>
              <Button look="quiet" onPress={leave}>
                {words.takeTheirs}
              </Button>
            </div>
          </div>
        )}
        <div className={styles.buttons}>
          <Button type="submit" look="primary" isDisabled={written.title.trim() === '' || (!item.desk && correction.trim() === '')}>
            {words.save}
          </Button>
          <Button look="quiet" onPress={leave}>
            {words.cancel}
          </Button>
        </div>
      </div>
    </form>
  )
}
