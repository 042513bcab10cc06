// What those who moderate the network may do to a tag: its names, its place, and making two tags one.
import { useNavigate } from '@tanstack/react-router'
import { useState, type FormEvent } from 'react'
import { useStore, type ChangeTag, type TagBody } from '../../store'
import { useText } from '../../text'
import type { InboxWords } from '../../text/inbox'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Tick } from '../../ui/Form'
import { refusalWords } from '../people/refusals'
import styles from './tags.module.css'

export function KeepTag({ body, words, onKept }: { body: TagBody; words: InboxWords; onKept: () => void }) {
  const { m } = useText()
  const store = useStore()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const { tag } = body
  const [slug, setSlug] = useState(tag.slug)
  const [label, setLabel] = useState({ fi: tag.label?.fi ?? '', sv: tag.label?.sv ?? '', en: tag.label?.en ?? '' })
  const [aliases, setAliases] = useState((tag.aliases ?? []).join(', '))
  const [parent, setParent] = useState(tag.parent ?? '')
  const [promoted, setPromoted] = useState(tag.kind === 'phenomenon')
  const [into, setInto] = useState('')
  const isFixed = tag.kind === 'theme' || tag.kind === 'region'

  const kept = async (asked: ReturnType<typeof store.changeTag>, leadsTo: string) => {
    const outcome = await asked
    announce(outcome.ok ? words.tag.kept : refusalWords(outcome.refusal, m))
    if (!outcome.ok) return
    onKept()
    if (leadsTo !== tag.slug) await navigate({ to: '/tag/$slug', params: { slug: leadsTo }, replace: true })
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    const next = slug.trim().replace(/^#/, '')
    const change: ChangeTag = {
      tag: tag.slug,
      ...(next !== tag.slug && { slug: next }),
      ...(label.fi.trim() !== '' && { label }),
      aliases: aliases.split(',').map((one) => one.trim()).filter(Boolean),
      parent: parent.trim().replace(/^#/, ''),
      ...(promoted && tag.kind === 'free' && { promoted: true }),
    }
    void kept(store.changeTag(change), next)
  }
  const merge = (event: FormEvent) => {
    event.preventDefault()
    const target = into.trim().replace(/^#/, '')
    void kept(store.mergeTag(tag.slug, target), target)
  }
  return (
    <details className={styles.keep}>
      <summary>{words.tag.keep}</summary>
      <form className={styles.form} onSubmit={save}>
        {!isFixed && <Field label={words.tag.slug} hint={words.tag.slugHint} value={slug} onChange={(event) => setSlug(event.target.value)} />}
        {(['fi', 'sv', 'en'] as const).map((each) => (
          <Field key={each} label={words.tag.label[each]} value={label[each]} onChange={(event) => setLabel({ ...label, [each]: event.target.value })} />
        ))}
        <Field label={words.tag.aliases} value={aliases} onChange={(event) => setAliases(event.target.value)} />
        <Field label={words.tag.parent} value={parent} onChange={(event) => setParent(event.target.value)} />
        {tag.kind === 'free' && <Tick label={words.tag.promote} isOn={promoted} onChange={setPromoted} />}
        <Button type="submit" look="primary">
          {m.save}
        </Button>
      </form>
      {!isFixed && (
        <form className={styles.form} onSubmit={merge}>
          <h2 className={styles.heading}>{words.tag.merge}</h2>
          <Field label={words.tag.mergeInto} hint={words.tag.mergeHint} value={into} onChange={(event) => setInto(event.target.value)} />
          <Button type="submit" look="danger" isDisabled={into.trim() === ''}>
            {words.tag.mergeDo}
          </Button>
        </form>
      )}
    </details>
  )
}
