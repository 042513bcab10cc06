// What other channels publish, shown here: which ones, chosen by who leads the channel.
import { useCallback, useEffect, useState } from 'react'
import { useSelected, useStore, type Act, type SourcesBody, type SourceView } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import styles from './news.module.css'
import { Picker, type Found } from './Picker'
import { useWords } from './text'

export function useSources(channel: string): { sources: readonly SourceView[]; again: () => void } {
  const store = useStore()
  const head = useSelected((state) => state.streams.get(channel)?.cursor)
  const [sources, setSources] = useState<readonly SourceView[]>([])
  const [turn, setTurn] = useState(0)
  const again = useCallback(() => setTurn((before) => before + 1), [])
  useEffect(() => {
    let isWanted = true
    void store.ask<SourcesBody>(`/channels/${channel}/sources`).then((outcome) => isWanted && outcome.ok && setSources(outcome.value.sources))
    return () => {
      isWanted = false
    }
  }, [store, channel, turn, head])
  return { sources, again }
}

interface Props {
  channel: string
  sources: readonly SourceView[]
  onChanged: () => void
}

export function Sources({ channel, sources, onChanged }: Props) {
  const words = useWords()
  const { m } = useText()
  const store = useStore()
  const [refused, setRefused] = useState('')
  const take = (source: string, takes: boolean) =>
    void store.act({ t: 'take_source', channel, source, takes } as Act).then((outcome) => {
      setRefused(outcome.ok ? '' : `${m.refusals[outcome.refusal.code]} (${outcome.refusal.message})`)
      if (outcome.ok) onChanged()
    })
  /** Channels of this kind in workspaces of that name. */
  const look = async (query: string): Promise<readonly Found[]> => {
    const listed = await store.listWorkspaces()
    if (!listed.ok) return []
    const named = listed.value.map((card) => card.workspace).filter((one) => one.name.toLowerCase().includes(query.toLowerCase())).slice(0, 5)
    const found: Found[] = []
    for (const place of named) {
      const channels = await store.listChannels(place.id)
      if (channels.ok) found.push(...channels.value.filter((one) => one.kind === 'news' && one.id !== channel).map((one) => ({ id: one.id, name: one.name, about: place.name })))
    }
    return found
  }
  return (
    <details className={styles.block}>
      <summary>{words.sources}</summary>
      <p className={styles.soft}>{words.sourcesHint}</p>
      <ul role="list" className={styles.lines}>
        {sources.map((source) => (
          <li key={source.channel} className={styles.buttons}>
            <span>
              {source.name} <span className={styles.soft}>{source.workspace_name}</span>
            </span>
            <Button size="small" look="quiet" onPress={() => take(source.channel, false)}>
              {words.unfollow}
            </Button>
          </li>
        ))}
      </ul>
      <Picker label={words.addSource} hint={words.addSourceHint} look={look} onPick={({ id }) => take(id, true)} />
      {refused !== '' && <p role="alert">{refused}</p>}
    </details>
  )
}
