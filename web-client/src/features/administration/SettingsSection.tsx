// The network's settings in one form. What is saved holds at once everywhere; somebody else's change in between is said
// and shown, not overwritten.
import { useCallback, useState } from 'react'
import { useSelected, useStore, type ChangeNetwork, type NetworkView } from '../../store'
import { localeNames, locales, useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Choices, Field } from '../../ui/Field'
import { Select } from '../../ui/Select'
import { refusalWords } from '../people/refusals'
import admin from './administration.module.css'
import styles from './lists.module.css'
import { Answered } from './parts'
import { useAnswer } from './useAnswer'

const INVITERS = ['administrators', 'contacts', 'members']

export function SettingsSection() {
  const { m } = useText()
  const store = useStore()
  const network = useSelected((state) => state.network)
  const asked = useAnswer(useCallback(() => store.adminSettings(), [store]))
  return (
    <>
      <p className={admin.note}>{m.admin.settings.note}</p>
      <Answered asked={asked}>
        {/* A form of its own for each version: what somebody else has saved shows at once. */}
        {(body) => <Settings key={(network ?? body.network).version} network={network ?? body.network} kinds={body.kinds} />}
      </Answered>
    </>
  )
}

interface Wanted {
  readonly name: string
  readonly kinds: readonly string[]
  readonly invites: string
  readonly language: string
  readonly retention: string
}

const wantedOf = (network: NetworkView): Wanted => ({
  name: network.name,
  kinds: network.kinds,
  invites: network.invites,
  language: network.language,
  retention: network.retention_days === undefined ? '' : String(network.retention_days),
})

/** Only what is another than before. */
function changeOf(network: NetworkView, wanted: Wanted): ChangeNetwork {
  const former = wantedOf(network)
  return {
    version: network.version,
    ...(wanted.name !== former.name && { name: wanted.name }),
    ...(wanted.kinds.join() !== former.kinds.join() && { kinds: [...wanted.kinds] }),
    ...(wanted.invites !== former.invites && { invites: wanted.invites }),
    ...(wanted.language !== former.language && { language: wanted.language }),
    ...(wanted.retention !== former.retention && { retention_days: Number(wanted.retention) }),
  }
}

const isDays = (text: string) => text.trim() === '' || (/^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 36_500)

function Settings({ network, kinds }: { network: NetworkView; kinds: readonly string[] }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [wanted, setWanted] = useState(() => wantedOf(network))
  const [told, setTold] = useState<{ look: 'done' | 'refused'; words: string }>()
  const [isBusy, setBusy] = useState(false)
  const words = m.admin.settings
  const set = (part: Partial<Wanted>) => {
    setTold(undefined)
    setWanted({ ...wanted, ...part })
  }
  const toggle = (kind: string) => {
    const has = wanted.kinds.includes(kind)
    set({ kinds: kinds.filter((one) => (one === kind ? !has : wanted.kinds.includes(one))) })
  }
  const isSound = wanted.name.trim() !== '' && isDays(wanted.retention)
  const save = async () => {
    if (!isSound || isBusy) return
    const change = changeOf(network, wanted)
    if (Object.keys(change).length === 1) return setTold({ look: 'done', words: words.unchanged })
    setBusy(true)
    const outcome = await store.changeNetwork(change)
    setBusy(false)
    if (outcome.ok) return announce(m.admin.saved)
    setTold({ look: 'refused', words: outcome.refusal.code === 'conflict' ? words.conflict : refusalWords(outcome.refusal, m) })
  }
  return (
    <form
      className={`${admin.card} ${admin.form}`}
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Field label={words.name} value={wanted.name} maxLength={120} error={wanted.name.trim() === '' ? words.nameWrong : undefined} onChange={(event) => set({ name: event.target.value })} />
      <fieldset className={styles.plainSet}>
        <legend className={styles.label}>{words.kinds}</legend>
        <p className={styles.facts}>{words.kindsHint}</p>
        {kinds.map((kind) => (
          <label key={kind} className={styles.check}>
            <input type="checkbox" checked={wanted.kinds.includes(kind)} disabled={kind === 'chat'} onChange={() => toggle(kind)} />
            {words.kindNames[kind] ?? kind}
          </label>
        ))}
      </fieldset>
      <Choices label={words.invites} name="invites" value={wanted.invites} choices={INVITERS.map((value) => ({ value, name: words.inviters[value] ?? value }))} onChange={(invites) => set({ invites })} />
      <div>
        <p className={styles.label}>
          {words.terms}: {network.terms_version}
        </p>
        <p className={styles.facts}>{words.termsHint}</p>
      </div>
      <Select label={words.language} value={wanted.language} choices={locales.map((value) => ({ value, name: localeNames[value] }))} onChange={(language) => set({ language })} />
      <Field
        label={words.retention}
        hint={words.retentionHint}
        inputMode="numeric"
        value={wanted.retention}
        error={isDays(wanted.retention) ? undefined : words.retentionWrong}
        onChange={(event) => set({ retention: event.target.value })}
      />
      {told && (
        <p role="alert" className={told.look === 'done' ? styles.soft : styles.failed}>
          {told.words}
        </p>
      )}
      <div>
        <Button type="submit" look="primary" isDisabled={isBusy || !isSound}>
          {m.save}
        </Button>
      </div>
    </form>
  )
}
