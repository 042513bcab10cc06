// The test-only kind: proposals. It lives in this folder and one registry line, and meets what later kinds will meet: a
// desk beside the open list, a change that two people race for, a vote limit, a filter by facet, an anonymous act, and a
// view of its own. It is compiled into tests only.
import { useEffect, useState } from 'react'
import { select, useSelected, useStore, type ItemView } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import type { ChannelScene, Kind } from '../kind'
import { proposalOf } from './body'
import { trialWords } from './text'

function TrialView({ scene }: { scene: ChannelScene }) {
  const { locale } = useText()
  const words = trialWords[locale]
  const store = useStore()
  const channel = scene.row.channel.id
  const known = useSelected((state) => select.items(state, channel).rows)
  const [theme, setTheme] = useState('')
  const [listed, setListed] = useState<readonly ItemView[]>()
  const [drafts, setDrafts] = useState<readonly ItemView[]>([])
  const isEditor = scene.row.channel.desk !== undefined

  // What the house keeps of facets answers the filter; a change of any item asks again.
  useEffect(() => {
    let isWanted = true
    const take = (keep: (items: readonly ItemView[]) => void) => (outcome: Awaited<ReturnType<typeof store.listItems>>) => {
      if (isWanted && outcome.ok) keep(outcome.value.items)
    }
    if (theme === '') setListed(undefined)
    else void store.listItems(channel, { facet: `theme:${theme}` }).then(take(setListed))
    if (isEditor) void store.listItems(channel, { desk: true }).then(take(setDrafts))
    return () => {
      isWanted = false
    }
    // oxlint-disable-next-line react/exhaustive-deps
  }, [store, channel, theme, isEditor, known])

  if (scene.item !== undefined) return <>{scene.talk(scene.item)}</>
  const open = listed ?? known.map((row) => row.item)
  return (
    <div data-testid="trial-kind-marker">
      {drafts.length > 0 && <Proposals label={words.desk} items={drafts} scene={scene} />}
      <Field label={words.theme} placeholder={words.all} value={theme} onChange={(event) => setTheme(event.target.value)} />
      <Proposals label={words.open} items={open.filter((item) => !item.main)} scene={scene} />
    </div>
  )
}

function Proposals({ label, items, scene }: { label: string; items: readonly ItemView[]; scene: ChannelScene }) {
  return (
    <section aria-label={label}>
      <h2>{label}</h2>
      <ul role="list">
        {items.map((item) => (
          <Line key={item.id} item={item} scene={scene} />
        ))}
      </ul>
    </section>
  )
}

function Line({ item, scene }: { item: ItemView; scene: ChannelScene }) {
  const { m, locale } = useText()
  const words = trialWords[locale]
  const store = useStore()
  const [refused, setRefused] = useState('')
  const { takenBy, votes, hints } = proposalOf(item)
  const taker = useSelected((state) => (takenBy === undefined ? undefined : state.members.get(takenBy)))
  const change = (what: string) =>
    void store.changeItem(item.id, { do: what }, item.changed_seq).then((outcome) => setRefused(outcome.ok ? '' : m.refusals[outcome.refusal.code]))
  return (
    <li>
      <a href={scene.linkTo(item.id)}>{item.title || m.plain.untitled}</a>
      {item.desk ? (
        <Button onPress={() => change('publish')}>{words.publish}</Button>
      ) : (
        <>
          {takenBy === undefined ? (
            <Button onPress={() => change('take')}>{words.take}</Button>
          ) : (
            <span>{words.taken(taker ? `${taker.given} ${taker.family}` : '…')}</span>
          )}
          <Button onPress={() => change('vote')}>{words.vote(votes)}</Button>
          <Button onPress={() => change('hint')}>{words.hint(hints)}</Button>
        </>
      )}
      {refused !== '' && <span role="alert">{refused}</span>}
    </li>
  )
}

export const trial: Kind = { name: 'trial', View: TrialView }
