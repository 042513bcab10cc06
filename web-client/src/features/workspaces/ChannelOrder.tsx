// The order of a workspace's channels and the headings they stand under: by buttons, by keyboard, by dragging. The
// server numbers them; the row moves when it has said so.
import { useRef, useState, type KeyboardEvent } from 'react'
import { useStore, type ChannelView, type WorkspaceId } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { IconButton } from '../../ui/Button'
import { classes } from '../../ui/classes'
import { Icon } from '../../ui/Icon'
import { refusalWords } from '../people/refusals'
import { moveBy, placeOf, type Move } from './order'
import { useChannels } from './useChannels'
import styles from './workspaces.module.css'

export function ChannelOrder({ workspace }: { workspace: WorkspaceId }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const channels = useChannels(workspace) ?? []
  const [dragged, drag] = useState<string>()
  const [over, setOver] = useState<string>()
  const list = useRef<HTMLUListElement>(null)

  const arrange = async (channel: ChannelView, move: Move | undefined) => {
    if (!move) return
    const outcome = await store.arrangeChannel(channel.id, move.section, move.after)
    if (!outcome.ok) return announce(refusalWords(outcome.refusal, m))
    announce(m.workspaces.moved(channel.name, move.place, channels.length))
    // The row has moved in the list; whoever moved it by keyboard stays with it.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>(`[data-channel="${channel.id}"]`)?.focus())
  }
  const step = (channel: ChannelView, by: 1 | -1) => void arrange(channel, moveBy(channels, channel.id, by))
  const keys = (channel: ChannelView) => (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return
    // Elsewhere these keys go from channel to channel.
    event.preventDefault()
    event.stopPropagation()
    step(channel, event.key === 'ArrowUp' ? -1 : 1)
  }
  const drop = (target: ChannelView) => {
    const moved = channels.find((one) => one.id === dragged)
    drag(undefined)
    setOver(undefined)
    if (moved && moved.id !== target.id) void arrange(moved, placeOf(channels, moved.id, target.id))
  }

  return (
    <section className={styles.card}>
      <h2>{m.workspaces.order}</h2>
      <p className={styles.soft}>{m.workspaces.orderHint}</p>
      <ul role="list" ref={list}>
        {channels.map((channel, index) => (
          <li
            key={channel.id}
            className={classes(styles.order, over === channel.id && styles.over)}
            draggable
            tabIndex={0}
            data-channel={channel.id}
            aria-label={m.workspaces.moved(channel.name, index + 1, channels.length)}
            onKeyDown={keys(channel)}
            onDragStart={() => drag(channel.id)}
            onDragOver={(event) => {
              event.preventDefault()
              setOver(channel.id)
            }}
            onDragEnd={() => setOver(undefined)}
            onDrop={() => drop(channel)}
          >
            <Icon name={channel.visibility === 'private' ? 'lock' : 'hash'} size={18} />
            <span className={classes(styles.grow, styles.grip)}>{channel.name}</span>
            <SectionField channel={channel} onChange={(section) => void arrange(channel, { section, place: index + 1 })} />
            <IconButton icon="arrowUp" label={m.workspaces.up(channel.name)} isDisabled={index === 0} onPress={() => step(channel, -1)} />
            <IconButton icon="arrowDown" label={m.workspaces.down(channel.name)} isDisabled={index === channels.length - 1} onPress={() => step(channel, 1)} />
          </li>
        ))}
      </ul>
      <p className={styles.note}>{m.workspaces.sectionHint}</p>
    </section>
  )
}

function SectionField({ channel, onChange }: { channel: ChannelView; onChange: (section: string) => void }) {
  const { m } = useText()
  const was = channel.section ?? ''
  const [now, setNow] = useState<string>()
  const commit = () => {
    if (now !== undefined && now.trim() !== was) onChange(now.trim())
    setNow(undefined)
  }
  return (
    <input
      className={styles.section}
      aria-label={m.workspaces.sectionOf(channel.name)}
      placeholder={m.workspaces.section}
      maxLength={40}
      value={now ?? was}
      onChange={(event) => setNow(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === 'Enter' && commit()}
    />
  )
}
