// Where a message is written: plain text that grows, with completion, a quote, a preview and a limit. It sends through
// the store and never waits for the answer: the timeline shows how the message fares.
import { Suspense, useEffect, useId, useImperativeHandle, useLayoutEffect, useRef, useState, type KeyboardEvent, type Ref } from 'react'
import { hasPersonalCode, useSelected, useStore, type ChannelId, type ItemId } from '../../store'
import { useText } from '../../text'
import { Bar } from '../../ui/Bar'
import { IconButton } from '../../ui/Button'
import { classes } from '../../ui/classes'
import { Words } from '../conversation/Words'
import { LazyAttachmentTray, LazyEmojiPicker, LazyFormatHelp } from '../lazy'
import styles from './Composer.module.css'
import { ComposerAbout } from './ComposerAbout'
import { SpeakAs } from './SpeakAs'
import { Suggestions } from './Suggestions'
import { complete, triggerAt, type Trigger } from './trigger'
import { useAttaching } from './useAttaching'
import { useDraft } from './useDraft'
import { useSuggestions, type Suggestion } from './useSuggestions'

export interface ComposerHandle {
  focus: () => void
}

interface Props {
  channel: ChannelId
  item: ItemId
  placeholder: string
  label: string
  isDirect: boolean
  /** Asked for by ArrowUp in an empty field. */
  onEditLast: () => void
  onSent: () => void
  ref: Ref<ComposerHandle>
}

const encoder = new TextEncoder()
const NEAR_LIMIT = 0.85
const isTouch = () => matchMedia('(pointer: coarse)').matches

export function Composer({ channel, item, placeholder, label, isDirect, onEditLast, onSent, ref }: Props) {
  const { m } = useText()
  const store = useStore()
  const draft = useDraft(channel, item)
  const limit = useSelected((state) => state.limits?.text_bytes ?? 16_384)
  const field = useRef<HTMLTextAreaElement>(null)
  const smile = useRef<HTMLButtonElement>(null)
  const listId = useId()
  const [trigger, setTrigger] = useState<Trigger>()
  const [chosen, setChosen] = useState(0)
  const [isPreview, setPreview] = useState(false)
  const [panel, setPanel] = useState<'emoji' | 'help'>()
  const suggestions = useSuggestions(trigger, channel, isDirect)
  const isOffering = trigger !== undefined && suggestions.length > 0

  const text = draft.sent(draft.shown)
  const bytes = encoder.encode(text).length
  const hasCode = hasPersonalCode(draft.shown)
  const isEditing = draft.editing !== undefined
  const attached = isEditing ? undefined : draft.attached
  const isTaken = useSelected((state) => attached?.every(({ upload }) => state.uploads.get(upload)?.state !== 'refused') ?? true)
  const maySend = (draft.shown.trim() !== '' || attached !== undefined) && isTaken && bytes <= limit && !hasCode
  const attaching = useAttaching(item, !isEditing)
  const chooser = useRef<HTMLInputElement>(null)

  useImperativeHandle(ref, () => ({ focus: () => field.current?.focus() }), [])
  useLayoutEffect(() => {
    const area = field.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight + 2}px`
  }, [draft.shown, isPreview])
  useEffect(() => setChosen(0), [trigger?.query])
  useEffect(() => {
    if (draft.editing === undefined && draft.quote === undefined) return
    field.current?.focus()
  }, [draft.editing, draft.quote])

  // Between choosing and the caret's move the old selection would open the list again.
  const isPutting = useRef(false)
  const put = (value: string, caret: number) => {
    isPutting.current = true
    draft.write(value)
    setTrigger(undefined)
    requestAnimationFrame(() => {
      isPutting.current = false
      field.current?.focus()
      field.current?.setSelectionRange(caret, caret)
    })
  }
  const choose = (one: Suggestion) => {
    if (!trigger || !field.current) return
    if (one.mention) draft.remember(...one.mention)
    const done = complete(draft.shown, trigger, field.current.selectionStart, one.word)
    put(done.text, done.caret)
  }
  const insert = (word: string) => {
    const at = field.current?.selectionStart ?? draft.shown.length
    const gap = at > 0 && !/\s$/.test(draft.shown.slice(0, at)) ? ' ' : ''
    put(draft.shown.slice(0, at) + gap + word + draft.shown.slice(at), at + gap.length + word.length)
    if (word === '@') setTrigger({ sort: 'member', query: '', from: at + gap.length })
  }
  const send = () => {
    if (!maySend) return
    if (draft.editing !== undefined) {
      store.edit(draft.editing, text.trim())
      draft.clear(draft.attached)
    } else {
      store.send(channel, item, text.trim(), { quote: draft.quote, spokenAs: draft.spokenAs, attached })
      draft.clear()
    }
    setPreview(false)
    setTrigger(undefined)
    onSent()
  }

  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return
    if (isOffering) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step !== undefined) {
        event.preventDefault()
        return setChosen((chosen + step + suggestions.length) % suggestions.length)
      }
      const one = suggestions[chosen]
      if ((event.key === 'Enter' || event.key === 'Tab') && one) {
        event.preventDefault()
        return choose(one)
      }
    }
    if (event.key === 'Escape') {
      if (trigger) setTrigger(undefined)
      else if (draft.editing !== undefined) draft.change({ editing: undefined })
      else if (draft.quote !== undefined) draft.change({ quote: undefined })
      else return
      return event.preventDefault()
    }
    if (event.key === 'Enter' && !event.shiftKey && !isTouch()) {
      event.preventDefault()
      return send()
    }
    if (event.key === 'ArrowUp' && draft.shown === '') {
      event.preventDefault()
      onEditLast()
    }
  }

  return (
    <div className={styles.composer}>
      <ComposerAbout channel={channel} draft={draft} />
      {hasCode && (
        <Bar look="alert" icon="warning" live>
          {m.composer.personalCode}
        </Bar>
      )}
      <div className={classes(styles.field, attaching.isOver && styles.over)} {...attaching.ways}>
        {isOffering && <Suggestions id={listId} list={suggestions} chosen={chosen} onChoose={choose} />}
        <span className="sr-only" role="status">
          {isOffering ? m.composer.suggestionCount(suggestions.length) : ''}
        </span>
        {attaching.isOver && <p className={styles.drop}>{m.files.drop}</p>}
        {attached && (
          <Suspense fallback={<div className={styles.tray} />}>
            <LazyAttachmentTray item={item} attached={attached} />
          </Suspense>
        )}
        {isPreview ? (
          <div className={styles.preview} role="region" aria-label={m.composer.preview} tabIndex={0}>
            {draft.shown.trim() === '' ? m.composer.emptyPreview : <Words message={{ text }} />}
          </div>
        ) : (
          <textarea
            ref={field}
            rows={1}
            className={styles.text}
            aria-label={label}
            aria-autocomplete="list"
            aria-controls={isOffering ? listId : undefined}
            aria-activedescendant={isOffering ? `${listId}-${chosen}` : undefined}
            placeholder={placeholder}
            value={draft.shown}
            enterKeyHint="enter"
            onChange={(event) => {
              draft.write(event.target.value)
              setTrigger(triggerAt(event.target.value, event.target.selectionStart))
              if (event.target.value !== '' && draft.editing === undefined) store.typing(channel, item)
            }}
            onSelect={(event) => !isPutting.current && setTrigger(triggerAt(event.currentTarget.value, event.currentTarget.selectionStart))}
            onBlur={() => setTrigger(undefined)}
            onKeyDown={onKeyDown}
          />
        )}
        <div className={styles.tools}>
          <IconButton icon="clip" size="small" label={m.files.attach} isDisabled={isEditing} onPress={() => chooser.current?.click()} />
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            aria-label={m.files.attach}
            onChange={(event) => {
              attaching.add(event.target.files)
              event.target.value = ''
            }}
          />
          <IconButton ref={smile} icon="smile" size="small" label={m.composer.emoji} aria-expanded={panel === 'emoji'} onPress={() => setPanel('emoji')} />
          <IconButton icon="mention" size="small" label={m.composer.mention} onPress={() => insert('@')} />
          <IconButton icon="eye" size="small" label={isPreview ? m.composer.write : m.composer.preview} pressed={isPreview} onPress={() => setPreview(!isPreview)} />
          <IconButton icon="code" size="small" label={m.composer.help} onPress={() => setPanel('help')} />
          <SpeakAs value={draft.spokenAs} onChange={(spokenAs) => draft.change({ spokenAs })} />
          <span className={styles.space} />
          {bytes > limit * NEAR_LIMIT && (
            <span className={classes(styles.count, bytes > limit && styles.tooLong)} role="status">
              {bytes > limit ? m.composer.tooLong(bytes - limit) : m.composer.left(limit - bytes)}
            </span>
          )}
          <IconButton icon={isEditing ? 'check' : 'send'} look="primary" label={isEditing ? m.composer.saveEdit : m.composer.send} isDisabled={!maySend} onPress={send} />
        </div>
      </div>
      <p className={styles.foot}>
        <span>{m.emergency}</span>
        <span>{m.unclassified}</span>
      </p>
      <Suspense>
        {panel === 'emoji' && (
          <LazyEmojiPicker
            trigger={smile}
            onClose={() => setPanel(undefined)}
            onChoose={(emoji) => {
              setPanel(undefined)
              insert(emoji)
            }}
          />
        )}
        {panel === 'help' && <LazyFormatHelp onClose={() => setPanel(undefined)} />}
      </Suspense>
    </div>
  )
}
