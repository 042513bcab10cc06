// A channel on the screen: head, the kind's view with the talk in it, and the pane beside. It does not decide who may
// see it: a channel that is not known is looked up, and what the server does not show does not exist.
import { Navigate, useNavigate } from '@tanstack/react-router'
import { Suspense, useEffect, useMemo, useState } from 'react'
import { kindOf, type ChannelScene } from '../../kinds/registry'
import { select, useSelected, type ChannelId, type ItemId, type MessageId } from '../../store'
import { useText } from '../../text'
import { Conversation, type Target } from '../conversation/Conversation'
import { LazyAround, LazyContextPane, LazyDialog, LazyMadeOf } from '../lazy'
import { channelName, itemTitle } from '../people/names'
import { NotFound } from '../places/NotFound'
import { ChannelHead } from './ChannelHead'
import styles from './ChannelScreen.module.css'
import { useHome } from './useHome'
import { useMedia } from './useMedia'
import { usePlace } from './usePlace'

interface Props {
  channel: ChannelId
  item?: ItemId | undefined
  message?: MessageId | undefined
  /** A day as 2026-11-03. */
  at?: string | undefined
}

const PANE = 'talkoo.pane'

export function ChannelScreen({ channel, item, message, at }: Props) {
  const { m } = useText()
  const navigate = useNavigate()
  const row = useSelected((state) => select.channel(state, channel))
  const name = useSelected((state) => channelName(state, row?.channel, m))
  const isReady = useSelected((state) => state.phase === 'ready')
  const place = usePlace(message)
  const home = useHome(channel, item)
  const isWide = useMedia('(min-width: 75rem)')
  const [isPane, setPane] = useState(() => localStorage.getItem(PANE) !== 'hidden')
  const [isSheet, setSheet] = useState(false)
  const shownItem = place && place !== 'missing' ? place.item : item
  const openItem = useSelected((state) => (shownItem === undefined ? undefined : select.item(state, channel, shownItem)))

  useEffect(() => {
    document.title = `${name} – ${m.product}`
  }, [name, m])

  const scene = useMemo<ChannelScene | undefined>(
    () =>
      row && {
        row,
        item: shownItem,
        linkTo: (one) => (one === undefined ? `/c/${channel}` : `/c/${channel}/t/${one}`),
        open: (one) =>
          void (one === undefined
            ? navigate({ to: '/c/$channel', params: { channel } })
            : navigate({ to: '/c/$channel/t/$item', params: { channel, item: one } })),
        talk: (one) => (
          <Conversation
            key={`${channel} ${one ?? ''}`}
            channel={channel}
            item={one}
            target={targetOf(place, at)}
            onLeaveTarget={() => void navigate({ to: one === undefined ? '/c/$channel' : '/c/$channel/t/$item', params: { channel, item: one ?? '' }, replace: true })}
          />
        ),
      },
    [row, shownItem, channel, navigate, place, at],
  )

  if (place === 'missing') return <NotFound />
  // Talk moves; a link leads to where it stands today.
  if (place && place.channel !== channel) return <Navigate to="/c/$channel/m/$message" params={{ channel: place.channel, message: place.id }} replace />
  if (item !== undefined && home !== undefined && home !== channel) return <Navigate to="/c/$channel/t/$item" params={{ channel: home, item }} replace />
  if (!row || !scene) return isReady ? <NotFound /> : <p className={styles.waiting}>{m.loading}</p>
  if (message !== undefined && !place) return <p className={styles.waiting}>{m.message.loading}</p>
  const isDirect = row.channel.workspace === undefined
  const kind = kindOf(isDirect ? 'chat' : row.channel.kind)

  const toggle = () => {
    if (!isWide) return setSheet(!isSheet)
    setPane(!isPane)
    localStorage.setItem(PANE, isPane ? 'hidden' : 'shown')
  }

  return (
    <div className={styles.screen}>
      <main className={styles.middle} id="content" tabIndex={-1}>
        <ChannelHead row={row} isPaneShown={isWide ? isPane : isSheet} onTogglePane={toggle} itemName={kind.Side && !isDirect ? itemTitle(openItem, m) : undefined} item={openItem && !openItem.main && !isDirect ? openItem.id : undefined}>
          {openItem && kind.ItemHead && !openItem.main && <kind.ItemHead item={openItem} scene={scene} />}
        </ChannelHead>
        <Suspense>{openItem && !isDirect && kind.Side && <LazyMadeOf item={openItem.id} />}</Suspense>
        {openItem && !openItem.main && !isDirect && kind.name === 'chat' && (
          <Suspense>
            <LazyAround key={openItem.id} item={openItem} mayManage={row.standing?.may_manage === true} />
          </Suspense>
        )}
        <kind.View scene={scene} />
      </main>
      {isWide && isPane && (
        <aside className={styles.pane} aria-label={m.nav.context}>
          <Suspense>
            <LazyContextPane scene={scene} kind={kind} />
          </Suspense>
        </aside>
      )}
      {!isWide && isSheet && (
        <Suspense>
          <LazyDialog title={name} closeLabel={m.close} onClose={() => setSheet(false)}>
            <LazyContextPane scene={scene} kind={kind} onDone={() => setSheet(false)} />
          </LazyDialog>
        </Suspense>
      )}
    </div>
  )
}

function targetOf(place: { id: MessageId; seq: number } | 'missing' | undefined, at: string | undefined): Target | undefined {
  if (place && place !== 'missing') return { seq: place.seq }
  if (at !== undefined) return { date: new Date(`${at}T00:00`).toISOString() }
  return undefined
}
