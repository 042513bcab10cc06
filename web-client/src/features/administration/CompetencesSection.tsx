// Competences that people can name: made, called otherwise in three languages, offered no more. One that is retired stays
// with those who have named it.
import { useCallback, useState } from 'react'
import { useStore, type CompetenceView } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { EditCompetence } from './EditCompetence'
import { kindName, whyNot } from './competences'
import admin from './administration.module.css'
import styles from './lists.module.css'
import { Answered, Facts, PageEnd, Word } from './parts'
import { useAnswer } from './useAnswer'

export function CompetencesSection() {
  const { m, locale } = useText()
  const store = useStore()
  const words = m.admin.competences
  const [query, setQuery] = useState('')
  const [showsRetired, showRetired] = useState(false)
  const [edited, setEdited] = useState<CompetenceView | 'new'>()
  const asked = useAnswer(useCallback(() => store.listCompetences(), [store]))
  const nameOf = (one: CompetenceView) => one.label[locale] || one.label.fi
  const wanted = query.trim().toLowerCase()
  const fits = (one: CompetenceView) =>
    (showsRetired || !one.retired) &&
    [one.label.fi, one.label.sv, one.label.en, ...(one.aliases ?? [])].some((word) => word?.toLowerCase().includes(wanted))
  return (
    <>
      <p className={admin.note}>{words.note}</p>
      <div className={styles.filters}>
        <Field label={words.search} type="search" value={query} onChange={(event) => setQuery(event.target.value)} />
        <label className={styles.check}>
          <input type="checkbox" checked={showsRetired} onChange={(event) => showRetired(event.target.checked)} />
          {words.withRetired}
        </label>
        <Button icon="plus" isDisabled={asked.value === undefined} onPress={() => setEdited('new')}>
          {words.add}
        </Button>
      </div>
      <Answered asked={asked}>
        {(all) => {
          const found = all.filter(fits).toSorted((a, b) => nameOf(a).localeCompare(nameOf(b), locale))
          return (
            <>
              <ul role="list" className={styles.rows}>
                {found.map((one) => (
                  <Competence key={one.slug} competence={one} name={nameOf(one)} onEdit={() => setEdited(one)} onChange={asked.again} />
                ))}
              </ul>
              <PageEnd total={found.length} hasMore={false} isBusy={false} onMore={() => {}} />
              {edited !== undefined && (
                <EditCompetence
                  former={edited === 'new' ? undefined : edited}
                  all={all}
                  onClose={(isChanged) => {
                    setEdited(undefined)
                    if (isChanged) asked.again()
                  }}
                />
              )}
            </>
          )
        }}
      </Answered>
    </>
  )
}

interface RowProps {
  competence: CompetenceView
  name: string
  onEdit: () => void
  onChange: () => void
}

function Competence({ competence, name, onEdit, onChange }: RowProps) {
  const { m, locale } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [refused, setRefused] = useState<string>()
  const words = m.admin.competences
  const { label, kind, aliases = [], retired = false } = competence
  const others = (['fi', 'sv', 'en'] as const).filter((tongue) => tongue !== locale && label[tongue] && label[tongue] !== name)
  const missing = (['sv', 'en'] as const).filter((tongue) => !label[tongue])
  const toggle = () =>
    void store.saveCompetence({ ...competence, retired: !retired }).then((outcome) => {
      if (!outcome.ok) return setRefused(whyNot(outcome.refusal, m))
      setRefused(undefined)
      announce(retired ? words.restored(name) : words.retiredNow(name))
      onChange()
    })
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <div className={styles.name}>
          <span className={styles.strong}>{name}</span>
          <Facts of={[kindName(kind, m), ...others.map((tongue) => label[tongue]), aliases.length > 0 && words.alsoCalled(aliases.join(', '))]} />
        </div>
        {missing.length > 0 && <Word look="warning">{words.lacks(missing)}</Word>}
        {retired && <Word>{words.retired}</Word>}
        <div className={styles.acts}>
          <Button size="small" aria-label={words.editOf(name)} onPress={onEdit}>
            {words.edit}
          </Button>
          <Button size="small" look="quiet" aria-label={retired ? words.restoreOf(name) : words.retireOf(name)} onPress={toggle}>
            {retired ? words.restore : words.retire}
          </Button>
        </div>
      </div>
      {refused !== undefined && (
        <p role="alert" className={styles.failed}>
          {refused}
        </p>
      )}
    </li>
  )
}
