// What counts in one's feed: each weight on one scale, languages, kinds; back to how it came, and all of it as a file.
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { kindNames } from '../../kinds/registry'
import { useStore, type ChangeOwnFeed, type FeedRung, type FeedWeights, type OwnFeedBody } from '../../store'
import { useText } from '../../text'
import type { FeedWords } from '../../text/feed'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Tick } from '../../ui/Form'
import { Select } from '../../ui/Select'
import { LazyDialog } from '../lazy'
import { refusalWords } from '../people/refusals'
import { channelKindName } from '../workspaces/words'
import { changeFeed, readSettings } from './asking'
import { pointWords } from './reasons'
import styles from './feed.module.css'

const RUNGS: readonly FeedRung[] = ['off', 'less', 'normal', 'more']
const LANGUAGES = ['fi', 'sv', 'en'] as const

export function FeedSettings({ w, onClose, onChanged }: { w: FeedWords; onClose: () => void; onChanged: () => void }) {
  const { m, locale } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [body, setBody] = useState<OwnFeedBody>()
  useEffect(() => {
    void readSettings(store).then((got) => got.ok && setBody(got.value))
  }, [store])
  const change = (wanted: ChangeOwnFeed, said: string) => {
    void changeFeed(store, wanted).then(async (outcome) => {
      announce(outcome.ok ? said : refusalWords(outcome.refusal, m))
      if (!outcome.ok) return
      const got = await readSettings(store)
      if (got.ok) setBody(got.value)
      onChanged()
    })
  }
  const save = () => {
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([`${JSON.stringify(body, undefined, 2)}\n`], { type: 'application/json' }))
    link.download = 'oma-syote.json'
    link.click()
    URL.revokeObjectURL(link.href)
  }
  const basis = (why: keyof FeedWeights) => {
    const [plain, watched] = (body?.points ?? []).filter((one) => one.why === why).map((one) => pointWords(one.points, locale))
    if (plain === undefined) return ''
    const words = watched === undefined ? w.base(plain) : w.baseTwo(plain, watched)
    return why === 'freshness' ? `${words}. ${w.halfLife((body?.half_life_hours ?? 0) / 24)}` : words
  }
  const settings = body?.settings
  const without = (list: readonly string[], one: string) => list.filter((other) => other !== one)
  return (
    <LazyDialog title={w.sheet.title} closeLabel={m.close} onClose={onClose} foot={<Button look="primary" onPress={onClose}>{w.sheet.close}</Button>}>
      {settings && (
        <div className={styles.sheet}>
          <h3>{w.sheet.weights}</h3>
          {(Object.keys(w.weights) as (keyof FeedWeights)[]).map((why) => (
            <div key={why} className={styles.weight}>
              <Select
                label={w.weights[why]}
                value={settings.weights[why]}
                choices={RUNGS.map((rung) => ({ value: rung, name: w.rungs[rung] }))}
                onChange={(value) => {
                  const rung = RUNGS.find((one) => one === value)
                  if (rung) change({ weights: { ...settings.weights, [why]: rung } }, w.changed)
                }}
              />
              <p className={styles.soft}>{basis(why)}</p>
            </div>
          ))}
          <h3>{w.sheet.languages}</h3>
          <p className={styles.soft}>{w.sheet.languagesHint}</p>
          {LANGUAGES.map((one) => (
            <Tick
              key={one}
              label={w.sheet.language[one]}
              isOn={settings.languages.includes(one)}
              onChange={(isOn) => change({ languages: [...without(settings.languages, one), ...(isOn ? [one] : [])] }, w.changed)}
            />
          ))}
          <h3>{w.sheet.kinds}</h3>
          {[...kindNames, 'outcome'].map((kind) => (
            <Tick
              key={kind}
              label={kind === 'outcome' ? w.outcome : channelKindName(kind, m)}
              isOn={!settings.hidden_kinds.includes(kind)}
              onChange={(isOn) => change({ hidden_kinds: [...without(settings.hidden_kinds, kind), ...(isOn ? [] : [kind])] }, w.changed)}
            />
          ))}
          <p>
            <Link to="/me/notices">{w.follows}</Link>
          </p>
          <div className={styles.ways}>
            <Button size="small" onPress={() => change({ reset: true }, w.sheet.resetDone)}>
              {w.sheet.reset}
            </Button>
            <Button size="small" icon="download" onPress={save}>
              {w.sheet.export}
            </Button>
          </div>
          <p className={styles.soft}>{w.sheet.exportHint}</p>
        </div>
      )}
    </LazyDialog>
  )
}
