// The middle of a news channel: the list with the desk of its editors, or one article.
import { useEffect, useState } from 'react'
import { select, useSelected, useStore, type ItemView } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import type { ChannelScene } from '../kind'
import { articleOf } from './body'
import { Editor } from './Editor'
import styles from './news.module.css'
import { Reader } from './Reader'
import { Newsletter } from './Newsletter'
import { Sources, useSources } from './Sources'
import { useWords } from './text'
import { ForYou } from './ForYou'

export function NewsView({ scene }: { scene: ChannelScene }) {
  if (scene.item === scene.row.channel.main_item && scene.item !== undefined) return <>{scene.talk(scene.item)}</>
  return scene.item === undefined ? <List scene={scene} /> : <One key={scene.item} scene={scene} id={scene.item} />
}

function One({ scene, id }: { scene: ChannelScene; id: string }) {
  const { m } = useText()
  const store = useStore()
  const known = useSelected((state) => select.item(state, scene.row.channel.id, id))
  const [fetched, setFetched] = useState<ItemView>()
  const [isGone, setGone] = useState(false)
  const [isEditing, setEditing] = useState(false)
  const [turn, again] = useState(0)
  const desk = scene.row.channel.desk
  const deskHead = useSelected((state) => (desk === undefined ? undefined : state.streams.get(desk)?.cursor))
  useEffect(() => {
    let isWanted = true
    void store.ask<ItemView>(`/items/${id}`).then((outcome) => {
      if (!isWanted) return
      if (outcome.ok) setFetched(outcome.value)
      else setGone(true)
    })
    return () => {
      isWanted = false
    }
  }, [store, id, turn, known?.changed_seq, deskHead])
  // A desk and the open channel number apart: what was asked for last is the truth.
  const item = fetched ?? known
  if (!item) return <p className={styles.page}>{isGone ? m.refusals.not_found : m.loading}</p>
  const changed = () => again((before) => before + 1)
  if (isEditing) return <Editor key={item.id} item={item} desk={desk} onSaved={changed} onClose={() => setEditing(false)} />
  return <Reader item={item} scene={scene} onEdit={() => setEditing(true)} onChanged={changed} />
}

function List({ scene }: { scene: ChannelScene }) {
  const words = useWords()
  const store = useStore()
  const channel = scene.row.channel.id
  const rows = useSelected((state) => select.items(state, channel).rows)
  const [listed, setListed] = useState<readonly ItemView[]>([])
  const [desk, setDesk] = useState<readonly ItemView[]>([])
  const [isNew, setNew] = useState(false)
  const isEditor = scene.row.channel.desk !== undefined
  useEffect(() => {
    let isWanted = true
    const take = (keep: (items: readonly ItemView[]) => void) => (outcome: Awaited<ReturnType<typeof store.listItems>>) => {
      if (isWanted && outcome.ok) keep(outcome.value.items)
    }
    void store.listItems(channel, {}).then(take(setListed))
    if (isEditor) void store.listItems(channel, { desk: true }).then(take(setDesk))
    return () => {
      isWanted = false
    }
  }, [store, channel, isEditor, rows])
  const when = (item: ItemView) => articleOf(item).publishedAt ?? item.at
  // What the store hears is newer than what was listed.
  const all = new Map(listed.map((item) => [item.id, item]))
  for (const { item } of rows) if ((all.get(item.id)?.changed_seq ?? -1) <= item.changed_seq) all.set(item.id, item)
  const { sources, again } = useSources(channel)
  const places = new Map(sources.flatMap((source) => source.items.map((item) => [item.id, source.workspace_name] as const)))
  for (const source of sources) for (const item of source.items) all.set(item.id, item)
  const open = [...all.values()]
    .filter((item) => !item.main && !item.desk && !item.deleted && (isEditor || item.state !== 'archived'))
    .sort((one, other) => when(other).localeCompare(when(one)))
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        {isEditor && (isNew ? <NewArticle scene={scene} onClose={() => setNew(false)} /> : <Button look="primary" icon="plus" onPress={() => setNew(true)}>{words.write}</Button>)}
        <ForYou channel={channel} />
        {desk.length > 0 && <Lines label={words.desk} items={desk} scene={scene} showsState />}
        {open.length > 0 ? <Lines label={words.articles} items={open} scene={scene} places={places} /> : <p className={styles.soft}>{words.none}</p>}
        {isEditor && <Sources channel={channel} sources={sources} onChanged={again} />}
        {isEditor && <Newsletter channel={channel} articles={open.filter((item) => item.channel === channel && articleOf(item).isPublic)} />}
      </div>
    </div>
  )
}

function Lines({ label, items, scene, showsState = false, places }: { label: string; items: readonly ItemView[]; scene: ChannelScene; showsState?: boolean; places?: ReadonlyMap<string, string> }) {
  const words = useWords()
  const { format } = useText()
  return (
    <section aria-label={label} className={styles.article}>
      <h2>{label}</h2>
      <ul role="list" className={styles.lines}>
        {items.map((item) => (
          <li key={item.id} lang={item.lang}>
            <a
              className={styles.card}
              href={places?.has(item.id) ? `/c/${item.channel}/t/${item.id}` : scene.linkTo(item.id)}
              onClick={(event) => {
                if (places?.has(item.id) || event.ctrlKey || event.metaKey || event.shiftKey) return
                event.preventDefault()
                scene.open(item.id)
              }}
            >
              <strong>{item.title}</strong>
              {item.text !== '' && <span>{item.text}</span>}
              <span className={styles.soft}>
                {places?.has(item.id) && `${words.from(places.get(item.id) ?? '')} · `}
                {(showsState || item.state !== 'published') && `${words.states[item.state] ?? item.state} · `}
                {format.brief(Date.parse(articleOf(item).publishedAt ?? item.at))}
              </span>
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function NewArticle({ scene, onClose }: { scene: ChannelScene; onClose: () => void }) {
  const { m } = useText()
  const words = useWords()
  const store = useStore()
  const [title, setTitle] = useState('')
  const [error, setError] = useState<string>()
  const begin = async () => {
    const outcome = await store.createItem(scene.row.channel.id, title.trim())
    if (outcome.ok) scene.open(outcome.value)
    else setError(m.refusals[outcome.refusal.code])
  }
  return (
    <form
      className={styles.article}
      onSubmit={(event) => {
        event.preventDefault()
        void begin()
      }}
    >
      <Field label={words.title} error={error} value={title} autoFocus maxLength={200} onChange={(event) => setTitle(event.target.value)} />
      <div className={styles.buttons}>
        <Button type="submit" look="primary" isDisabled={title.trim() === ''}>
          {words.begin}
        </Button>
        <Button look="quiet" onPress={onClose}>
          {words.cancel}
        </Button>
      </div>
    </form>
  )
}
