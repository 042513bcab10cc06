// One competence made or called otherwise. Its lasting name is made once, of its first Finnish name, and never changes:
// it is what people's profiles hold.
import { useState } from 'react'
import { useStore, type CompetenceView, type Words } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { TextArea } from '../../ui/Form'
import { Select } from '../../ui/Select'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { aliasesOf, kindName, sameAs, slugOf, whyNot } from './competences'
import styles from './lists.module.css'

const KINDS = ['method', 'phenomenon', 'sector', 'technology', 'language'] as const

interface Props {
  former: CompetenceView | undefined
  all: readonly CompetenceView[]
  onClose: (isChanged: boolean) => void
}

export function EditCompetence({ former, all, onClose }: Props) {
  const { m, locale } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const words = m.admin.competences
  const [label, setLabel] = useState<Words>(former?.label ?? { fi: '', sv: '', en: '' })
  const [kind, setKind] = useState(former?.kind ?? 'method')
  const [aliases, setAliases] = useState(former?.aliases?.join('\n') ?? '')
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const save = async () => {
    const slug = former?.slug ?? slugOf(label.fi)
    if (slug === '') return setRefused(words.wrong['label'])
    const same = sameAs(label.fi, all, former?.slug)
    if (same) return setRefused(words.isThere(same.label[locale] || same.label.fi, same.retired === true))
    setBusy(true)
    const outcome = await store.saveCompetence({ slug, label, kind, aliases: aliasesOf(aliases), ...(former?.retired && { retired: true }) })
    setBusy(false)
    if (!outcome.ok) return setRefused(whyNot(outcome.refusal, m))
    announce(m.admin.saved)
    onClose(true)
  }
  return (
    <DialogFrame
      title={former ? words.editOf(former.label[locale] || former.label.fi) : words.add}
      closeLabel={m.close}
      onClose={() => onClose(false)}
      foot={
        <>
          <Button onPress={() => onClose(false)}>{m.cancel}</Button>
          <Button look="primary" isDisabled={isBusy} onPress={() => void save()}>
            {m.save}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Field label={m.who.nameFi} value={label.fi} required maxLength={80} autoFocus onChange={(event) => setLabel({ ...label, fi: event.target.value })} />
        <Field label={m.who.nameSv} value={label.sv ?? ''} maxLength={80} onChange={(event) => setLabel({ ...label, sv: event.target.value })} />
        <Field label={m.who.nameEn} value={label.en ?? ''} maxLength={80} onChange={(event) => setLabel({ ...label, en: event.target.value })} />
        <Select label={words.kind} value={kind} choices={KINDS.map((value) => ({ value, name: kindName(value, m) }))} onChange={setKind} />
        <TextArea label={words.aliases} hint={words.aliasesHint} value={aliases} onChange={(event) => setAliases(event.target.value)} />
        {refused !== undefined && (
          <p role="alert" className={styles.failed}>
            {refused}
          </p>
        )}
      </div>
    </DialogFrame>
  )
}
