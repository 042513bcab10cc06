// The talk under an item, or of a whole channel: timeline, who is typing, composer. The one place that joins them; a kind
// gets it as a part that it may place.
import { useNavigate } from '@tanstack/react-router'
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { select, useSelected, useStore, type ChannelId, type ItemId, type MessageId, type MessageView, type Opening } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Composer, type ComposerHandle } from '../composer/Composer'
import { channelName, itemTitle, memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { LazyMoveDialog, LazyRequestBar } from '../lazy'
import styles from './Conversation.module.css'
import { ConversationProvider, type ConversationScene } from './ConversationContext'
import { JumpBar } from './JumpBar'
import { firstWords, wordsOf } from './QuoteCard'
import { Timeline, type TimelineHandle } from './Timeline'
import { TypingLine } from './TypingLine'
import { useFirstUnread } from './useFirstUnread'
import { WriteRefused } from './WriteRefused'

export type Target = { readonly seq: number } | { readonly date: string }

interface Props {
  channel: ChannelId
  /** Absent: the whole channel. */
  item: ItemId | undefined
  /** A place to bring into view, from a link. */
  target?: Target | undefined
  onLeaveTarget?: (() => void) | undefined
}

export function Conversation({ channel, item, target, onLeaveTarget }: Props) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const navigate = useNavigate()
  const row = useSelected((state) => select.channel(state, channel))
  const name = useSelected((state) => (item === undefined ? channelName(state, row?.channel, m) : itemTitle(select.item(state, channel, item), m)))
  const me = useSelected((state) => state.me?.id)
  const timeline = useRef<TimelineHandle>(null)
  const composer = useRef<ComposerHandle>(null)
  const mainItem = row?.channel.main_item
  const writingTo = item ?? mainItem
  const writingToName = useSelected((state) => (mainItem === undefined ? '' : itemTitle(select.item(state, channel, writingTo ?? ''), m)))

  const [moved, setMoved] = useState<MessageView>()
  const firstUnread = useFirstUnread(channel, item)
  const drawLine = firstUnread.draw
  // Nothing counts as seen before the place that was asked for is on the screen.
  const isSeenHeld = useRef(true)
  const startsAtEnd = useRef(target === undefined && (select.channel(store.getSnapshot(), channel)?.unread.count ?? 0) === 0)
  const open = useCallback(
    async (at: Opening, align: 'start' | 'center', isMarked: boolean) => {
      const outcome = await store.openTimeline(channel, item, at)
      if (!outcome.ok) return announce(refusalWords(outcome.refusal, m))
      const { seq } = outcome.value
      if (at === 'first_unread' && seq !== undefined) drawLine(seq)
      if (seq === undefined) timeline.current?.toEnd()
      else timeline.current?.goTo({ seq, align, isMarked })
    },
    [store, channel, item, announce, drawLine, m],
  )

  useEffect(() => store.look(channel), [store, channel])
  const targetKey = JSON.stringify(target)
  useEffect(() => {
    const hasUnread = (select.channel(store.getSnapshot(), channel)?.unread.count ?? 0) > 0
    const opened = target
      ? open(target, 'seq' in target ? 'center' : 'start', 'seq' in target)
      : open(hasUnread ? 'first_unread' : 'latest', 'start', false)
    void opened.then(() => timeline.current?.settle())
    // Opened once for a place; a new language must not jump.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [store, channel, item, targetKey])

  const goTo = useCallback(
    (id: MessageId) => {
      void store.resolveMessage(id).then((outcome) => {
        if (!outcome.ok) return announce(refusalWords(outcome.refusal, m))
        const { message } = outcome.value
        const isHere = message.channel === channel && (item === undefined || message.item === item)
        if (isHere) return open({ seq: message.seq }, 'center', true)
        return navigate({ to: '/c/$channel/m/$message', params: { channel: message.channel, message: message.id } })
      })
    },
    [store, channel, item, open, announce, navigate, m],
  )

  const draftOf = useCallback((id: ItemId) => select.draft(store.getSnapshot(), id) ?? { text: '' }, [store])
  const request = row?.standing?.request
  const isAsked = request === 'waiting' || request === 'declined'
  const scene = useMemo<ConversationScene>(() => {
    const writing = writingTo ?? ''
    return {
      channel,
      item,
      mayPost: (row?.standing?.may_post ?? false) && !isAsked,
      isDirect: row?.channel.workspace === undefined,
      mayManage: row?.standing?.may_manage ?? false,
      quote: (message) => store.setDraft(writing, { ...draftOf(writing), quote: message }),
      edit: (message) => store.setDraft(writing, { ...draftOf(writing), editing: message }),
      move: setMoved,
      goTo,
      holdSeen: () => {
        isSeenHeld.current = true
      },
      markedUnread: firstUnread.draw,
    }
  }, [channel, item, row?.standing, row?.channel.workspace, isAsked, writingTo, store, draftOf, goTo, firstUnread.draw])

  const editLast = () => {
    const rows = select.timeline(store.getSnapshot(), channel, item).rows
    const last = rows.findLast((one) => one.state === 'confirmed' && one.message.author === me && !one.message.deleted)
    if (last) scene.edit(last.message.id)
  }

  useHeardAloud(channel, item)

  return (
    <ConversationProvider value={scene}>
      <section className={styles.conversation} aria-label={name}>
        <JumpBar channel={channel} item={item} firstUnread={firstUnread.seq} onJump={(at) => void open(at, 'start', false)} />
        <Timeline
          ref={timeline}
          channel={channel}
          item={item}
          name={name}
          firstUnread={firstUnread.seq}
          isSeenHeld={isSeenHeld}
          startsAtEnd={startsAtEnd.current}
          onLatest={() => {
            onLeaveTarget?.()
            void open('latest', 'start', false)
          }}
        />
        <TypingLine channel={channel} item={item} />
        {request !== undefined && (
          <Suspense>
            <LazyRequestBar channel={channel} request={request} />
          </Suspense>
        )}
        {scene.mayPost && writingTo !== undefined ? (
          <Composer
            key={writingTo}
            ref={composer}
            channel={channel}
            item={writingTo}
            label={m.composer.label(row?.channel.workspace === undefined ? name : writingToName)}
            placeholder={row?.channel.workspace === undefined ? m.composer.placeholderDirect(name) : m.composer.placeholder(writingToName)}
            isDirect={row?.channel.workspace === undefined}
            onEditLast={editLast}
            onSent={() => timeline.current?.toEnd()}
          />
        ) : (
          !isAsked && <WriteRefused channel={channel} />
        )}
        {moved && (
          <Suspense>
            <LazyMoveDialog message={moved} mayManage={scene.mayManage} onClose={() => setMoved(undefined)} />
          </Suspense>
        )}
      </section>
    </ConversationProvider>
  )
}

/** Says a new message of others to who cannot see it arrive. */
function useHeardAloud(channel: ChannelId, item: ItemId | undefined) {
  const { m } = useText()
  const announce = useAnnounce()
  const last = useSelected((state) => select.timeline(state, channel, item).rows.at(-1))
  const me = useSelected((state) => state.me?.id)
  const members = useSelected((state) => state.members)
  const heard = useRef<number>(undefined)
  useEffect(() => {
    if (!last || last.state !== 'confirmed') return
    const { seq, author, deleted } = last.message
    const isNew = heard.current !== undefined && seq > heard.current
    heard.current = Math.max(seq, heard.current ?? 0)
    if (!isNew || deleted || author === me) return
    const name = (id: string | undefined) => memberName(id === undefined ? undefined : members.get(id), m)
    announce(m.timeline.newFrom(name(author), firstWords(wordsOf(last.message), name)), true)
  }, [last, me, members, announce, m])
}
