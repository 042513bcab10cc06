// Everything that is written in an entry, in its order.
import type { ItemView } from '../../store'
import { regionName, useText } from '../../text'
import styles from './bank.module.css'
import { fieldsOf, placed, type Entry } from './entry'
import { ItemLink, Section } from './parts'
import { useWords } from './text'
import { useName } from './useEntry'

export function Body({ item, entry }: { item: ItemView; entry: Entry }) {
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
