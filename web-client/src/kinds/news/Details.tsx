// What an article is found by, whom it has to reach, and who answers for it.
import { useStore, type MemberId } from '../../store'
import { regionName, useText } from '../../text'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Tick } from '../../ui/Form'
import { Attach } from './Attach'
import { ROLES, type Written } from './body'
import styles from './news.module.css'
import { Picker } from './Picker'
import { Figure } from './Shown'
import { useWords } from './text'
import { useName } from './useHold'

export const REGIONS = ['01', '02', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '21']
const MOST_FOUND = 6

const slugs = (text: string) => [...new Set(text.split(/[,\s]+/).map((tag) => tag.replace(/^#/, '').toLowerCase()).filter((tag) => tag !== ''))]
const turned = (all: readonly string[], one: string, isOn: boolean) => (isOn ? [...all, one] : all.filter((other) => other !== one))

interface Props {
  channel: string
  written: Written
  onChange: (some: Partial<Written>) => void
}

export function Details({ channel, written, onChange }: Props) {
  const words = useWords()
  const { locale } = useText()
  const store = useStore()
  const findPeople = async (query: string) => {
    const found = await store.findMembers(query, channel, MOST_FOUND)
    return found.map((one) => ({ id: one.id, name: `${one.given} ${one.family}` }))
  }
  const { cover } = written
  return (
    <>
      <details className={styles.block}>
        <summary>{words.findable}</summary>
        <Field label={words.tags} hint={words.tagsHint} defaultValue={written.topics.join(' ')} onBlur={(event) => onChange({ topics: slugs(event.target.value) })} />
        <fieldset className={styles.ticks}>
          <legend>{words.regions}</legend>
          {REGIONS.map((code) => (
            <Tick key={code} label={regionName(code, locale)} isOn={written.regions.includes(code)} onChange={(isOn) => onChange({ regions: turned(written.regions, code, isOn) })} />
          ))}
        </fieldset>
      </details>
      <details className={styles.block}>
        <summary>{words.whom}</summary>
        <Field label={words.audience} hint={words.audienceHint} value={written.audience} maxLength={500} onChange={(event) => onChange({ audience: event.target.value })} />
        <fieldset className={styles.ticks}>
          <legend>{words.mustRead}</legend>
          {ROLES.map((role) => (
            <Tick key={role} label={words.roles[role]} isOn={written.mustRead.includes(role)} onChange={(isOn) => onChange({ mustRead: turned(written.mustRead, role, isOn) })} />
          ))}
        </fieldset>
        <Tick label={words.public} isOn={written.isPublic} onChange={(isPublic) => onChange({ isPublic })} />
        <Field label={words.contact} hint={words.contactHint} value={written.contact} maxLength={500} onChange={(event) => onChange({ contact: event.target.value })} />
      </details>
      <details className={styles.block}>
        <summary>{words.coverAndAuthors}</summary>
        {cover ? (
          <>
            <Figure channel={channel} picture={cover} />
            <Field label={words.alt} hint={words.altHint} value={cover.alt} maxLength={500} onChange={(event) => onChange({ cover: { ...cover, alt: event.target.value } })} />
            <div>
              <Button size="small" look="quiet" onPress={() => onChange({ cover: undefined })}>
                {words.removeCover}
              </Button>
            </div>
          </>
        ) : (
          <Attach label={words.cover} accept="image/png,image/jpeg,image/webp,image/gif" onFile={(file) => onChange({ cover: { file, alt: '', caption: '' } })} />
        )}
        <ul role="list" className={styles.lines} aria-label={words.coAuthors}>
          {written.coAuthors.map((id) => (
            <li key={id} className={styles.buttons}>
              <Name id={id} />
              <Button size="small" look="quiet" onPress={() => onChange({ coAuthors: written.coAuthors.filter((one) => one !== id) })}>
                {words.remove}
              </Button>
            </li>
          ))}
        </ul>
        <Picker label={words.addCoAuthor} hint={words.find} look={findPeople} onPick={({ id }) => onChange({ coAuthors: [...new Set([...written.coAuthors, id])] })} />
      </details>
    </>
  )
}

function Name({ id }: { id: MemberId }) {
  return <span>{useName(id)}</span>
}
