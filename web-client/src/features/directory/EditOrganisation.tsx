// An organisation made or changed: its texts by its contact person, everything by administrators.
import { useState } from 'react'
import { useSelected, useStore, type Ack, type OrganisationBody, type Outcome, type Words } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { TextArea, Tick } from '../../ui/Form'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { Choice } from './Choice'
import styles from './directory.module.css'
import { fieldWords, kindOptions, organisationOptions, regionOptions } from './words'

const EMPTY: Words = { fi: '', sv: '', en: '' }

/** Without a body a new one is made, which only administrators do. */
export function EditOrganisation({ body, onClose }: { body?: OrganisationBody | undefined; onClose: () => void }) {
  const { m } = useText()
  const store = useStore()
  const former = body?.organisation
  const [name, setName] = useState<Words>(former?.name ?? EMPTY)
  const [about, setAbout] = useState<Words>(body?.about ?? EMPTY)
  const [facts, setFacts] = useState<Facts>({
    kind: former?.kind ?? 'association',
    region: former?.region ?? '',
    business_id: body?.business_id ?? '',
    domains: body?.domains.join('\n') ?? '',
    parent: former?.parent ?? '',
    verified: former?.verified ?? false,
    coordinator: former?.coordinator ?? false,
  })
  const [refused, setRefused] = useState<string>()
  const save = async () => {
    const outcome = await send()
    if (outcome.ok) onClose()
    else setRefused(fieldWords(outcome.refusal, m.who.badOrganisation, m.who.takenOrganisation, m))
  }
  function send(): Promise<Outcome<Ack>> {
    const { domains, parent, ...rest } = facts
    const all = { ...rest, domains: domains.split(/\s+/).filter(Boolean) }
    if (!former) return store.createOrganisation({ name, ...all, ...(parent !== '' && { parent }) })
    const texts = { name, about }
    // Its own id: a part of nothing.
    return store.changeOrganisation(former.id, body?.may_administer ? { ...texts, ...all, parent: parent === '' ? former.id : parent } : texts)
  }
  return (
    <DialogFrame
      title={former ? m.who.editOrganisation : m.who.newOrganisation}
      closeLabel={m.close}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{m.cancel}</Button>
          <Button look="primary" isDisabled={name.fi.trim() === ''} onPress={() => void save()}>
            {m.save}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <Field label={m.who.nameFi} value={name.fi} required onChange={(event) => setName({ ...name, fi: event.target.value })} />
        <Field label={m.who.nameSv} value={name.sv} onChange={(event) => setName({ ...name, sv: event.target.value })} />
        <Field label={m.who.nameEn} value={name.en} onChange={(event) => setName({ ...name, en: event.target.value })} />
        {former && (
          <>
            <TextArea label={m.who.aboutFi} value={about.fi} maxLength={2_000} onChange={(event) => setAbout({ ...about, fi: event.target.value })} />
            <TextArea label={m.who.aboutSv} value={about.sv} maxLength={2_000} onChange={(event) => setAbout({ ...about, sv: event.target.value })} />
            <TextArea label={m.who.aboutEn} value={about.en} maxLength={2_000} onChange={(event) => setAbout({ ...about, en: event.target.value })} />
          </>
        )}
        {(!body || body.may_administer) && <FactFields facts={facts} own={former?.id} onChange={setFacts} />}
        {refused !== undefined && (
          <p role="alert" className={styles.refused}>
            {refused}
          </p>
        )}
      </div>
    </DialogFrame>
  )
}

interface Facts {
  kind: string
  region: string
  business_id: string
  domains: string
  parent: string
  verified: boolean
  coordinator: boolean
}

function FactFields({ facts, own, onChange }: { facts: Facts; own: string | undefined; onChange: (facts: Facts) => void }) {
  const { m, locale } = useText()
  const organisations = useSelected((state) => state.organisations)
  const set = (change: Partial<Facts>) => onChange({ ...facts, ...change })
  const parents = organisationOptions(organisations, locale).filter(([id]) => id !== own)
  return (
    <>
      <div className={styles.pair}>
        <Choice label={m.who.kind} value={facts.kind} options={kindOptions(m)} onChange={(kind) => set({ kind })} />
        <Choice label={m.who.region} value={facts.region} options={[['', m.who.noRegion], ...regionOptions(locale)]} onChange={(region) => set({ region })} />
      </div>
      <Choice label={m.who.parent} value={facts.parent} options={[['', m.who.noParent], ...parents]} onChange={(parent) => set({ parent })} />
      <Field label={m.who.businessId} value={facts.business_id} onChange={(event) => set({ business_id: event.target.value })} />
      <TextArea label={m.who.domains} hint={m.who.domainsHint} value={facts.domains} onChange={(event) => set({ domains: event.target.value })} />
      <Tick label={m.who.isVerified} isOn={facts.verified} onChange={(verified) => set({ verified })} />
      <Tick label={m.who.isCoordinator} isOn={facts.coordinator} onChange={(coordinator) => set({ coordinator })} />
    </>
  )
}
