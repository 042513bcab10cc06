// Reading an entry: everything that is written in it, how far it may be trusted, where it is in use, and what is said of it.
import { useState } from 'react'
import { useSelected, useStore, type ItemView } from '../../store'
import { regionName, useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { classes } from '../../ui/classes'
import { Icon } from '../../ui/Icon'
import type { ChannelScene } from '../kind'
import { ApplyDialog } from './ApplyDialog'
import styles from './bank.module.css'
import { CopyPanel } from './CopyPanel'
import { entryOf, fieldsOf, missing, placed, type Entry } from './entry'
import { Lasting } from './Lasting'
import { Marks } from './Marks'
import { ItemLink, Section } from './parts'
import { Outside } from './Outside'
import { Publishing } from './Publishing'
import { Reviews } from './Reviews'
import { useWords } from './text'
import { useCopies, useName } from './useEntry'
import { WhereApplied } from './WhereApplied'

interface Props {
  item: ItemView
  scene: ChannelScene
  onEdit: () => void
  onChanged: () => void
}

type Tab = 'description' | 'reviews' | 'discussion'

export function Reader({ item, scene, onEdit, onChanged }: Props) {
  const words = useWords()
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const me = useSelected((state) => state.me?.id)
  const entry = entryOf(item)
  const copies = useCopies(item)
  // A link to something that was said leads to the talk.
  const [tab, setTab] = useState<Tab>(() => (location.pathname.includes('/m/') ? 'discussion' : 'description'))
  const [isApplying, setApplying] = useState(false)
  const standing = scene.row.standing
  const isOurs = entry.copy !== undefined
  const mayWrite = standing?.may_post === true && (isOurs || item.author === me || (me !== undefined && entry.authors.includes(me)) || standing.may_manage)
  const act = (change: { [key: string]: string | number | boolean | string[] }) =>
    void store.changeItem(item.id, change).then((outcome) => {
      if (!outcome.ok) announce(m.refusals[outcome.refusal.code])
      onChanged()
    })
  const tabs: [Tab, string][] = [
    ['description', words.description],
    ['reviews', `${words.reviews}${entry.reviews.length > 0 ? ` (${entry.reviews.length})` : ''}`],
    ['discussion', `${words.discussion}${item.message_count > 0 ? ` (${item.message_count})` : ''}`],
  ]

  return (
    <article className={styles.entry} lang={item.lang}>
      <header className={styles.top}>
        <button type="button" className={styles.back} onClick={() => scene.open(undefined)}>
          <Icon name="back" size={18} /> {words.all}
        </button>
        <div className={styles.titleLine}>
          <h2 className={styles.title}>{item.title || m.plain.untitled}</h2>
          <div className={styles.tools}>
            {item.state === 'published' && !isOurs && (
              <Button look="primary" icon="check" onPress={() => setApplying(true)}>
                {words.apply}
              </Button>
            )}
            {mayWrite && (
              <Button icon="pencil" onPress={onEdit}>
                {words.edit}
              </Button>
            )}
          </div>
        </div>
        <div className={styles.tabs} role="group" aria-label={item.title}>
          {tabs.map(([name, label]) => (
            <button key={name} type="button" aria-pressed={tab === name} className={classes(styles.tab, tab === name && styles.chosen)} onClick={() => setTab(name)}>
              {label}
            </button>
          ))}
        </div>
      </header>
      {tab === 'discussion' ? (
        scene.talk(item.id)
      ) : (
        <div className={styles.view}>
          <div className={styles.narrow}>
            {tab === 'reviews' ? (
              <Reviews item={item} entry={entry} mayAsk={mayWrite} onChanged={onChanged} />
            ) : (
              <>
                <Marks entry={entry} state={item.state} />
                {item.desk && mayWrite && <Publishing item={item} gaps={missing(entry)} onEdit={onEdit} onDone={onChanged} />}
                {entry.copy && <CopyPanel item={item} entry={entry} original={copies?.original} mayWrite={standing?.may_post === true} onChanged={onChanged} />}
                <Body item={item} entry={entry} />
                {!item.desk && !isOurs && copies && <WhereApplied copies={copies} />}
                {!item.desk && !isOurs && <Lasting item={item} entry={entry} mayWrite={mayWrite} act={act} />}
                <Outside item={item} entry={entry} mayWrite={mayWrite && !item.desk && !isOurs} act={act} />
              </>
            )}
          </div>
        </div>
      )}
      {isApplying && <ApplyDialog item={item} onClose={() => setApplying(false)} />}
    </article>
  )
}

function Body({ item, entry }: { item: ItemView; entry: Entry }) {
  const words = useWords()
  const { format, locale } = useText()
  const contact = useName(entry.contact)
  const fields = fieldsOf(entry.sort).filter((name) => name !== 'collection' && name !== 'contact_address' && name !== 'summary')
  const at = fields.indexOf('conditions')
  const draw = (names: typeof fields) =>
    names.flatMap((name) => {
      const said = entry.fields[name]
      if (said === undefined) return []
      return [
        <Section key={name} title={words.fields[name]}>
          {name === 'quote' ? <blockquote className={styles.quote}>{said}</blockquote> : <p className={styles.said}>{said}</p>}
        </Section>,
      ]
    })
  return (
    <>
      {entry.fields.summary !== undefined && <p className={styles.lead}>{entry.fields.summary}</p>}
      {draw(at < 0 ? fields : fields.slice(0, at))}
      {entry.steps.length > 0 && !entry.copy && (
        <Section title={words.steps}>
          <ol className={styles.steps}>
            {placed(entry.steps).map(({ part, place }) => (
              <li key={place}>{part.text}</li>
            ))}
          </ol>
        </Section>
      )}
      {draw(at < 0 ? [] : fields.slice(at))}
      {entry.links.length > 0 && (
        <Section title={words.links}>
          <ul className={styles.plainList}>
            {placed(entry.links).map(({ part: link, place }) => (
              <li key={place}>{link.item !== undefined ? <ItemLink id={link.item} label={link.label} /> : <a href={link.address} rel="noopener noreferrer" target="_blank">{link.label || link.address}</a>}</li>
            ))}
          </ul>
        </Section>
      )}
      <dl className={styles.terms}>
        {entry.phase && <Term name={words.phase} said={words.phases[entry.phase]} />}
        {entry.fields.collection !== undefined && <Term name={words.collection} said={entry.fields.collection} />}
        {entry.places.length > 0 && <Term name={words.places} said={entry.places.map((one) => one.name).join('; ')} />}
        {entry.regions.length > 0 && <Term name={words.regions} said={entry.regions.map((one) => regionName(one, locale)).join(', ')} />}
        {(contact !== '' || entry.fields.contact_address !== undefined) && <Term name={words.contact} said={[contact, entry.fields.contact_address ?? ''].filter((one) => one !== '').join(', ')} />}
        {entry.tags.length > 0 && <Term name={words.tags} said={entry.tags.map((tag) => `#${tag}`).join(' ')} />}
        {!entry.copy && <Term name={words.licence} said={entry.licence === 'all_rights_reserved' ? words.reserved : entry.licence} />}
        {entry.publishedAt !== undefined && <Term name={words.sorts[entry.sort]} said={words.published(format.date(Date.parse(entry.publishedAt)), entry.version)} />}
        {item.desk && <Term name={words.sorts[entry.sort]} said={words.draft} />}
      </dl>
    </>
  )
}

function Term({ name, said }: { name: string; said: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{said}</dd>
    </div>
  )
}
