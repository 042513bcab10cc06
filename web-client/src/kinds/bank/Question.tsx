// One question of the editor, whatever it asks for: words, steps, places, links, choices.
import { useSelected } from '../../store'
import { regionName, useText } from '../../text'
import { Button, IconButton } from '../../ui/Button'
import { Choices, Field } from '../../ui/Field'
import { TextArea, Tick } from '../../ui/Form'
import { Select } from '../../ui/Select'
import styles from './bank.module.css'
import { EFFECTS, FIELD_NAMES, LICENCES, PHASES, POINTS, fieldsOf, isNeeded, mostOf, placed, type FieldName, type Link, type Sort, type Written, type missing } from './entry'
import { useWords } from './text'

export type QuestionName = FieldName | 'title' | 'steps' | 'places' | 'links' | 'tags' | 'regions' | 'phase' | 'level' | 'effect' | 'contact' | 'licence'
type Group = 'gist' | 'starting' | 'working' | 'adopting' | 'evidence' | 'sharing'

const GROUPS: Record<Group, readonly QuestionName[]> = {
  gist: ['title', 'summary', 'problem', 'core_idea', 'guidance', 'before', 'done', 'result', 'result_source', 'quote'],
  starting: ['target_group', 'environment', 'actors', 'baseline', 'measures'],
  working: ['desired_change', 'measured_by', 'steps'],
  adopting: ['conditions', 'cost', 'time_to_start', 'resources', 'risks', 'ethics', 'tips'],
  evidence: ['phase', 'method', 'results', 'limits', 'published_in', 'level', 'effect', 'places'],
  sharing: ['tags', 'regions', 'collection', 'funder', 'links', 'contact', 'contact_address', 'licence'],
}
const NOT_TOLD: ReadonlySet<QuestionName> = new Set(['phase', 'level', 'effect', 'places', 'steps'])
const isField = (name: QuestionName): name is FieldName => (FIELD_NAMES as readonly string[]).includes(name)

/** What is asked of an entry of this sort, in groups, in the order in which it is read. */
export function questionsOf(sort: Sort): { group: Group; names: QuestionName[] }[] {
  const has = fieldsOf(sort)
  const isTold = sort === 'success_story' || sort === 'reference'
  const asks = (name: QuestionName) => (isField(name) ? has.includes(name) : !(isTold && NOT_TOLD.has(name)) && (name !== 'steps' || sort === 'practice_model' || sort === 'guide'))
  return (Object.keys(GROUPS) as Group[]).map((group) => ({ group, names: GROUPS[group].filter(asks) })).filter((one) => one.names.length > 0)
}

interface Props {
  name: QuestionName
  title: string
  onTitle: (title: string) => void
  written: Written
  onChange: (some: Partial<Written>) => void
  isPublished: boolean
  gaps: ReturnType<typeof missing>
}

const LINES = 300

export function Question({ name, title, onTitle, written, onChange }: Props) {
  const words = useWords()
  const { locale } = useText()
  const me = useSelected((state) => state.me?.id)
  if (isField(name)) {
    const label = isNeeded(written.sort, name) ? `${words.fields[name]} (${words.needed})` : words.fields[name]
    const rest = { label, hint: words.hints[name], value: written.fields[name] ?? '', maxLength: mostOf(name) }
    const set = (value: string) => onChange({ fields: { ...written.fields, [name]: value } })
    if (mostOf(name) <= LINES && name !== 'summary') return <Field {...rest} onChange={(event) => set(event.target.value)} />
    return <TextArea {...rest} onChange={(event) => set(event.target.value)} />
  }
  switch (name) {
    case 'title':
      return <Field label={words.title} value={title} maxLength={200} onChange={(event) => onTitle(event.target.value)} />
    case 'steps':
      return <Steps written={written} onChange={onChange} />
    case 'places':
      return <Places written={written} onChange={onChange} />
    case 'links':
      return <Links written={written} onChange={onChange} />
    case 'tags':
      return <Field label={words.tags} hint={words.tagsHint} defaultValue={written.tags.join(', ')} onBlur={(event) => onChange({ tags: slugs(event.target.value) })} />
    case 'regions':
      return (
        <fieldset className={styles.ticks}>
          <legend>{words.regions}</legend>
          <div className={styles.columns}>
            {REGIONS.map((code) => (
              <Tick key={code} label={regionName(code, locale)} isOn={written.regions.includes(code)} onChange={(isOn) => onChange({ regions: isOn ? [...written.regions, code] : written.regions.filter((one) => one !== code) })} />
            ))}
          </div>
        </fieldset>
      )
    case 'phase':
      return <Choices label={words.phase} name="phase" value={written.phase ?? ''} onChange={(value) => onChange({ phase: PHASES.find((one) => one === value) })} choices={[{ value: '', name: words.none }, ...PHASES.map((value) => ({ value, name: words.phases[value] }))]} />
    case 'level':
      return (
        <>
          <Choices label={words.level} name="level" value={String(written.level)} onChange={(value) => onChange({ level: Number(value) })} choices={words.levels.map((one, value) => ({ value: String(value), name: `${value} · ${one}`, hint: words.levelHints[value] }))} />
          {written.level >= 3 && (
            <fieldset className={styles.ticks}>
              <legend>{words.pointsTitle}</legend>
              <p className={styles.soft}>{words.pointsHint}</p>
              {POINTS.map((point) => (
                <Tick key={point} label={words.points[point]} isOn={written.points.includes(point)} onChange={(isOn) => onChange({ points: POINTS.filter((one) => (one === point ? isOn : written.points.includes(one))) })} />
              ))}
            </fieldset>
          )}
        </>
      )
    case 'effect':
      return (
        <div className={styles.form}>
          <Choices label={words.effect} name="effect" value={written.effect ?? ''} onChange={(value) => onChange({ effect: EFFECTS.find((one) => one === value) })} choices={[{ value: '', name: words.none }, ...EFFECTS.map((value) => ({ value, name: words.effects[value] }))]} />
          <p className={styles.soft}>{words.effectHint}</p>
        </div>
      )
    case 'contact':
      return <Tick label={words.contactMe} isOn={me !== undefined && written.contact === me} onChange={(isOn) => onChange({ contact: isOn ? me : undefined })} />
    case 'licence':
      return (
        <div className={styles.form}>
          <Select label={words.licence} value={written.licence} onChange={(value) => onChange({ licence: LICENCES.find((one) => one === value) ?? 'CC BY 4.0' })} choices={LICENCES.map((value) => ({ value, name: value === 'all_rights_reserved' ? words.reserved : value }))} />
          <Tick label={words.public} hint={words.publicHint} isOn={written.public} onChange={(isOn) => onChange({ public: isOn })} />
        </div>
      )
  }
}

const REGIONS = ['01', '02', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '21']

const slugs = (text: string) => [...new Set(text.split(/[,\s]+/).map((tag) => tag.replace(/^#/, '').toLowerCase()).filter((tag) => tag !== ''))]

type Part = Pick<Props, 'written' | 'onChange'>

function Steps({ written, onChange }: Part) {
  const words = useWords()
  const set = (index: number, text: string) => onChange({ steps: written.steps.map((step, at) => (at === index ? { ...step, text } : step)) })
  return (
    <fieldset className={styles.ticks}>
      <legend>{words.steps}</legend>
      {placed(written.steps).map(({ part: step, place: index }) => (
        <div key={index} className={styles.line}>
          <Field label={words.step(index + 1)} hideLabel placeholder={words.step(index + 1)} value={step.text} maxLength={600} onChange={(event) => set(index, event.target.value)} />
          <IconButton icon="trash" label={`${words.remove}: ${words.step(index + 1)}`} onPress={() => onChange({ steps: written.steps.filter((_, at) => at !== index) })} />
        </div>
      ))}
      <div>
        <Button icon="plus" onPress={() => onChange({ steps: [...written.steps, { text: '', done: false }] })}>
          {words.addStep}
        </Button>
      </div>
    </fieldset>
  )
}

function Places({ written, onChange }: Part) {
  const words = useWords()
  const { locale } = useText()
  const set = (index: number, some: Partial<Written['places'][number]>) => onChange({ places: written.places.map((place, at) => (at === index ? { ...place, ...some } : place)) })
  return (
    <fieldset className={styles.ticks}>
      <legend>{words.places}</legend>
      {placed(written.places).map(({ part: place, place: index }) => (
        <div key={index} className={styles.line}>
          <Field label={words.place} hideLabel placeholder={words.place} value={place.name} maxLength={300} onChange={(event) => set(index, { name: event.target.value })} />
          <Select label={words.region} hideLabel value={place.region ?? ''} onChange={(value) => set(index, { region: value || undefined })} choices={[{ value: '', name: words.noRegion }, ...REGIONS.map((value) => ({ value, name: regionName(value, locale) }))]} />
          <IconButton icon="trash" label={words.remove} onPress={() => onChange({ places: written.places.filter((_, at) => at !== index) })} />
        </div>
      ))}
      <div>
        <Button icon="plus" onPress={() => onChange({ places: [...written.places, { name: '', region: undefined }] })}>
          {words.addPlace}
        </Button>
      </div>
    </fieldset>
  )
}

function Links({ written, onChange }: Part) {
  const words = useWords()
  const set = (index: number, some: Partial<Link>) => onChange({ links: written.links.map((link, at) => (at === index ? { ...link, ...some } : link)) })
  // A link to something here is kept by its id, so that it leads there wherever it stands one day.
  const place = (index: number, address: string) => {
    const own = /\/t\/([0-9a-f-]{36})/.exec(address)
    set(index, own && address.startsWith(location.origin) ? { item: own[1], address: '' } : { item: undefined, address: address.trim() })
  }
  return (
    <fieldset className={styles.ticks}>
      <legend>{words.links}</legend>
      {placed(written.links).map(({ part: link, place: index }) => (
        <div key={index} className={styles.line}>
          <Field label={words.linkLabel} value={link.label} maxLength={300} onChange={(event) => set(index, { label: event.target.value })} />
          <Field label={words.linkAddress} value={link.item === undefined ? link.address : `${location.origin}/t/${link.item}`} maxLength={300} onChange={(event) => place(index, event.target.value)} />
          <IconButton icon="trash" label={words.remove} onPress={() => onChange({ links: written.links.filter((_, at) => at !== index) })} />
        </div>
      ))}
      <div>
        <Button icon="plus" onPress={() => onChange({ links: [...written.links, { label: '', item: undefined, address: '' }] })}>
          {words.addLink}
        </Button>
      </div>
    </fieldset>
  )
}
