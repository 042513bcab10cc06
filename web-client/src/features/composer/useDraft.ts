// The text that is being written, for one item: kept by the store over reloads, shown with names instead of ids.
// Editing an own message borrows the field and gives back what stood there.
import { useCallback, useEffect, useRef, useState } from 'react'
import { select, useSelected, useStore, type ChannelId, type Draft, type ItemId, type MemberId } from '../../store'
import { useText } from '../../text'
import { heldMessage } from '../conversation/QuoteCard'
import { memberName } from '../people/names'
import { EVERYBODY, toSent, toShown, type Names } from './mentions'

type DraftChange = { readonly [Key in Exclude<keyof Draft, 'text'>]?: Draft[Key] | undefined }

function withoutMissing(draft: { text: string } & DraftChange): Draft {
  const { text, quote, editing, spokenAs, attached } = draft
  return {
    text,
    ...(quote !== undefined && { quote }),
    ...(editing !== undefined && { editing }),
    ...(spokenAs !== undefined && { spokenAs }),
    ...(attached !== undefined && attached.length > 0 && { attached }),
  }
}

export function useDraft(channel: ChannelId, item: ItemId) {
  const { m } = useText()
  const store = useStore()
  const draft = useSelected((state) => select.draft(state, item))
  const members = useSelected((state) => state.members)
  const nameOf = useCallback(
    (id: string) => {
      if (id === EVERYBODY) return m.timeline.everybody
      const member = members.get(id)
      return member && memberName(member, m)
    },
    [members, m],
  )

  const start = toShown(draft?.text ?? '', nameOf)
  const [shown, setShown] = useState(start.text)
  const names = useRef<Map<string, MemberId>>(new Map(start.names))
  const stashed = useRef<string>(undefined)
  const editing = draft?.editing

  const keep = useCallback(
    (text: string, more: DraftChange = {}) => {
      const now = select.draft(store.getSnapshot(), item)
      const next = withoutMissing({ ...now, ...more, text: toSent(text, names.current) })
      store.setDraft(item, next.text === '' && !next.quote && !next.editing && !next.attached ? undefined : next)
    },
    [store, item],
  )

  const write = useCallback(
    (text: string) => {
      setShown(text)
      keep(text)
    },
    [keep],
  )

  // An edit begins: the message's text comes into the field, what stood there waits.
  const formerEditing = useRef(editing)
  useEffect(() => {
    if (editing === formerEditing.current) return
    formerEditing.current = editing
    if (editing === undefined) {
      write(stashed.current ?? '')
      stashed.current = undefined
      return
    }
    const message = heldMessage(store.getSnapshot(), channel, editing)
    const text = toShown(message?.text ?? '', nameOf)
    for (const [name, id] of text.names) names.current.set(name, id)
    setShown((before) => {
      stashed.current = before
      return text.text
    })
  }, [editing, store, channel, nameOf, write])

  /** What does not go along with an edit waits on. */
  const clear = useCallback(
    (waiting?: Draft['attached']) => {
      stashed.current = undefined
      formerEditing.current = undefined
      setShown('')
      store.setDraft(item, waiting && { text: '', attached: waiting })
    },
    [store, item],
  )

  return {
    shown,
    write,
    clear,
    quote: draft?.quote,
    editing,
    attached: draft?.attached,
    spokenAs: draft?.spokenAs,
    change: useCallback((more: DraftChange) => keep(shown, more), [keep, shown]),
    remember: useCallback((name: string, id: string) => void names.current.set(name, id), []),
    sent: useCallback((text: string) => toSent(text, names.current as Names), []),
  }
}
