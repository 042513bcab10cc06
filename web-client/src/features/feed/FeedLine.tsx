// One thing in the feed: what it is, where, when, and a quiet line that says why; opened, the line is the sum that gave it
// its place, with the weight of each reason.
import { useEffect, useId, useState } from 'react'
import { useSelected, useStore, type FeedReason, type FeedRung, type FeedRow, type FeedWeights } from '../../store'
import { regionName, useText } from '../../text'
import type { FeedWords } from '../../text/feed'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { Select } from '../../ui/Select'
import { memberName, organisationName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { TagLink } from '../tags/TagLink'
import { channelKindName } from '../workspaces/words'
import { changeFeed, readSettings } from './asking'
import { addressOf, lessOf, pointWords, reasonWords } from './reasons'
import styles from './feed.module.css'

/** As many reasons stand in the quiet line. */
const QUIET = 3

interface Props {
  row: FeedRow
  w: FeedWords
  onChanged: () => void
}

export function FeedLine({ row, w, onChanged }: Props) {
  const { m, locale, format } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const members = useSelected((state) => state.members)
  const organisations = useSelected((state) => state.organisations)
  const author = row.author === undefined ? undefined : members.get(row.author)
  const speaks = row.spoken_as === undefined ? undefined : organisations.get(row.spoken_as)
  const isOutcome = row.outcome !== undefined
  const kind = isOutcome ? w.outcome : channelKindName(row.kind, m)
  const title = row.title || (isOutcome ? (m.outcomes.kinds[row.offered] ?? '') : '') || w.untitled
  const address = addressOf(row)
  const words = (reason: FeedReason) => reasonWords(reason, row, { members, organisations }, w, m, locale)
  const at = Date.parse(row.at)
  const where = [row.workspace_name, row.channel_name && `#${row.channel_name}`].filter(Boolean).join(' › ')

  const done = (said: string) => (outcome: { ok: true } | { ok: false; refusal: Parameters<typeof refusalWords>[0] }) => {
    announce(outcome.ok ? said : refusalWords(outcome.refusal, m))
    if (outcome.ok) onChanged()
  }
  const less = () => {
    const step = row.reasons.map(lessOf).find((one) => one !== undefined)
    if (step) void store.follow(step.subject, step.level).then(done(w.lessDone[step.level]))
    else hide()
  }
  const hide = () => {
    if (row.item !== undefined && !isOutcome) void store.follow({ item: row.item }, 'mute').then(done(w.hidden))
  }
  return (
    <li className={styles.row}>
      <p className={styles.meta}>
        <span className={styles.chip}>{kind}</span>
        <span>{where}</span>
        <time dateTime={row.at} title={format.full(at)}>
          {format.brief(at)}
        </time>
      </p>
      <h3 className={styles.title} lang={row.lang}>
        {address === undefined ? title : <a href={address}>{title}</a>}
      </h3>
      {row.lead !== undefined && row.lead !== row.title && (
        <p className={styles.lead} lang={row.lang}>
          {row.lead}
        </p>
      )}
      {(row.tags.length > 0 || row.regions.length > 0 || author !== undefined) && (
        <p className={styles.marks}>
          {author !== undefined && (
            <span>
              {memberName(author, m)}
              {speaks && ` (${organisationName(speaks, locale)})`}
            </span>
          )}
          {row.regions.map((code) => (
            <span key={code}>{regionName(code, locale)}</span>
          ))}
          {row.tags.map((slug) => (
            <TagLink key={slug} slug={slug} />
          ))}
        </p>
      )}
      <div className={styles.foot}>
        <button type="button" className={styles.why} aria-expanded={isOpen} aria-controls={id} aria-label={`${w.whyOf(title)}. ${row.reasons.map(words).join('; ')}`} onClick={() => setOpen(!isOpen)}>
          <Icon name={isOpen ? 'down' : 'right'} size={16} />
          <span>
            {row.reasons.slice(0, QUIET).map(words).join(' · ') || w.why}
            {row.reasons.length > QUIET && ' …'}
          </span>
        </button>
        {(!isOutcome || row.reasons.some(lessOf)) && (
          <button type="button" className={styles.less} aria-label={w.lessOf(title)} onClick={less}>
            {w.less}
          </button>
        )}
      </div>
      <div id={id} hidden={!isOpen}>
        {isOpen && <Sum row={row} w={w} words={words} onChanged={onChanged} onHide={isOutcome ? undefined : hide} />}
      </div>
    </li>
  )
}

const RUNGS: readonly FeedRung[] = ['off', 'less', 'normal', 'more']

function Sum({ row, w, words, onChanged, onHide }: Props & { words: (reason: FeedReason) => string; onHide: (() => void) | undefined }) {
  const { m, locale } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [weights, setWeights] = useState<FeedWeights>()
  useEffect(() => {
    void readSettings(store).then((got) => got.ok && setWeights(got.value.settings.weights))
  }, [store])
  const weigh = (why: FeedReason['why'], value: string) => {
    const rung = RUNGS.find((one) => one === value)
    if (rung === undefined || weights === undefined) return
    const next = { ...weights, [why]: rung }
    setWeights(next)
    void changeFeed(store, { weights: next }).then((outcome) => {
      announce(outcome.ok ? w.changed : refusalWords(outcome.refusal, m))
      if (outcome.ok) onChanged()
    })
  }
  return (
    <div className={styles.sum}>
      <table>
        <caption className="sr-only">{w.why}</caption>
        <tbody>
          {row.reasons.map((reason) => (
            <tr key={`${reason.why} ${reason.subject ?? ''}`}>
              <th scope="row">{words(reason)}</th>
              <td className={styles.points}>{pointWords(reason.points, locale)}</td>
              <td className={styles.weigh}>
                {weights && (
                  <Select
                    hideLabel
                    label={w.weightOf(w.weights[reason.why])}
                    value={weights[reason.why]}
                    choices={RUNGS.map((rung) => ({ value: rung, name: w.rungs[rung] }))}
                    onChange={(value) => weigh(reason.why, value)}
                  />
                )}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{w.sum}</th>
            <td className={styles.points}>{pointWords(row.points, locale, false)}</td>
            <td aria-hidden="true" className={styles.weigh} />
          </tr>
        </tfoot>
      </table>
      <p className={styles.soft}>{w.sumHint}</p>
      {onHide && (
        <div>
          <Button size="small" look="quiet" onPress={onHide}>
            {w.hide}
          </Button>
        </div>
      )}
    </div>
  )
}
