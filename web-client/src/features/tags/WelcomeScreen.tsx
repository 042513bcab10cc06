// The first questions: role, region, themes, language, notices. The answers join open workspaces of the region and the
// themes and follow their tags. Every answer is an ordinary setting that can be changed later.
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { followKey, useSelected, useStore, type ChangeNotices, type TagView, type WorkspaceCard } from '../../store'
import { regionName, useText } from '../../text'
import { inboxWords } from '../../text/inbox'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Choices, Field } from '../../ui/Field'
import { Select } from '../../ui/Select'
import { Tick } from '../../ui/Form'
import { LanguageChoice } from '../me/LanguageChoice'
import { refusalWords } from '../people/refusals'
import { tagName } from './names'
import styles from './tags.module.css'

const REGIONS = ['01', '02', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '21']
const STEPS = ['role', 'region', 'themes', 'language', 'notices'] as const
type Calmness = 'calm' | 'watched' | 'never'
const CALMNESS: readonly Calmness[] = ['calm', 'watched', 'never']
const PUSH: Record<Calmness, string> = { calm: 'mentions', watched: 'watched', never: 'nothing' }
/** As many workspaces are joined by the answers at most. */
const SPACES = 4

export function WelcomeScreen() {
  const { m, locale } = useText()
  const words = inboxWords(locale)
  const w = words.welcome
  const store = useStore()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const me = useSelected((state) => state.me)
  const follows = useSelected((state) => state.follows)
  const [step, setStep] = useState(0)
  const [title, setTitle] = useState(me?.title ?? '')
  const [region, setRegion] = useState(me?.region ?? '')
  const [themes, setThemes] = useState<ReadonlySet<string>>(() => new Set([...follows.values()].flatMap((one) => ('tag' in one.subject ? [one.subject.tag] : []))))
  const [calmness, setCalmness] = useState<Calmness>('calm')
  const [offered, setOffered] = useState<readonly TagView[]>([])
  const [spaces, setSpaces] = useState<readonly WorkspaceCard[]>([])
  const [refused, setRefused] = useState<ReadonlySet<string>>(new Set())
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    document.title = `${w.title} – ${m.product}`
  }, [w, m])
  useEffect(() => {
    void store.findTags('').then((tags) => setOffered(tags))
  }, [store])
  const regionTag = offered.find((tag) => tag.kind === 'region' && tag.aliases?.includes(`MK${region}`))
  const chosen = [...themes, ...(regionTag ? [regionTag.slug] : [])]
  const key = chosen.join(' ')
  useEffect(() => {
    let isWanted = true
    // What can be joined without asking anybody, and bears one of the answers.
    void store.listWorkspaces().then((outcome) => {
      if (!isWanted || !outcome.ok) return
      const fits = outcome.value.filter(({ workspace, role }) => role === undefined && workspace.visibility === 'open' && workspace.state === 'active')
        .filter(({ workspace }) => (region !== '' && workspace.region === region) || (workspace.tags ?? []).some((tag) => key.split(' ').includes(tag)))
      setSpaces(fits.slice(0, SPACES))
    })
    return () => {
      isWanted = false
    }
  }, [store, key, region])

  const end = async (change: ChangeNotices) => {
    setBusy(true)
    const outcome = await store.changeNotices({ ...change, introduced: true })
    if (!outcome.ok) announce(refusalWords(outcome.refusal, m))
    setBusy(false)
    return outcome.ok
  }
  const finish = async () => {
    setBusy(true)
    const asked = [
      // Letters and notices speak the language that was chosen here.
      store.changeProfile({ title: title.trim(), region, language: locale }),
      ...chosen.filter((slug) => !follows.has(followKey({ tag: slug }))).map((tag) => store.follow({ tag }, 'follow')),
      ...spaces.filter((one) => !refused.has(one.workspace.id)).map((one) => store.joinWorkspace(one.workspace.id)),
    ]
    const failed = (await Promise.all(asked)).find((outcome) => !outcome.ok)
    if (failed && !failed.ok) announce(refusalWords(failed.refusal, m))
    if (await end({ push_for: PUSH[calmness] })) {
      announce(w.done)
      await navigate({ to: '/fresh', replace: true })
    }
  }
  const toggle = (slug: string, isOn: boolean) =>
    setThemes((former) => {
      const next = new Set(former)
      if (isOn) next.add(slug)
      else next.delete(slug)
      return next
    })
  const isLast = step === STEPS.length - 1
  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <h1>{w.title}</h1>
        <p className={styles.soft}>{w.intro}</p>
        <form
          className={styles.card}
          onSubmit={(event) => {
            event.preventDefault()
            if (isLast) void finish()
            else setStep(step + 1)
          }}
        >
          <p className={styles.soft}>{w.step(step + 1, STEPS.length)}</p>
          <h2>{w[STEPS[step] ?? 'role']}</h2>
          {STEPS[step] === 'role' && <Field label={w.roleLabel} hint={w.roleHint} value={title} maxLength={120} onChange={(event) => setTitle(event.target.value)} />}
          {STEPS[step] === 'region' && (
            <Select label={w.regionLabel} value={region} onChange={setRegion} choices={[{ value: '', name: w.regionNone }, ...REGIONS.map((value) => ({ value, name: regionName(value, locale) }))]} />
          )}
          {STEPS[step] === 'themes' && (
            <>
              <p className={styles.soft}>{w.themesHint}</p>
              {offered.filter((tag) => tag.kind === 'theme' || tag.kind === 'phenomenon').sort((a, b) => Number(b.kind === 'theme') - Number(a.kind === 'theme')).map((tag) => (
                <Tick key={tag.slug} label={tagName(tag, locale)} isOn={themes.has(tag.slug)} onChange={(isOn) => toggle(tag.slug, isOn)} />
              ))}
            </>
          )}
          {STEPS[step] === 'language' && <LanguageChoice />}
          {STEPS[step] === 'notices' && (
            <>
              <Choices label={w.notices} name="calmness" value={calmness} choices={CALMNESS.map((value) => ({ value, name: w[value] }))} onChange={(value) => setCalmness(CALMNESS.find((one) => one === value) ?? 'calm')} />
              {spaces.length > 0 && (
                <>
                  <p>{w.spaces}</p>
                  {spaces.map(({ workspace }) => (
                    <Tick
                      key={workspace.id}
                      label={workspace.name}
                      hint={workspace.purpose}
                      isOn={!refused.has(workspace.id)}
                      onChange={(isOn) => setRefused((former) => new Set(isOn ? [...former].filter((one) => one !== workspace.id) : [...former, workspace.id]))}
                    />
                  ))}
                </>
              )}
            </>
          )}
          <div className={styles.buttons}>
            <Button type="submit" look="primary" isDisabled={isBusy}>
              {isLast ? w.finish : w.next}
            </Button>
            {step > 0 && <Button onPress={() => setStep(step - 1)}>{w.back}</Button>}
            <Button look="quiet" onPress={() => void end({}).then(async (isDone) => { if (isDone) await navigate({ to: '/fresh', replace: true }) })}>
              {w.later}
            </Button>
          </div>
        </form>
      </div>
    </main>
  )
}
