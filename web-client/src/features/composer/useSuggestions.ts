// What may complete the word at the caret. Asks the store for members and tags and drops answers that come too late.
import { useEffect, useState } from 'react'
import { useSelected, useStore, type ChannelId, type MemberView } from '../../store'
import { useText } from '../../text'
import { searchEmoji } from '../../ui/markup/emoji'
import { memberName } from '../people/names'
import { EVERYBODY } from './mentions'
import type { Trigger } from './trigger'

export interface Suggestion {
  readonly key: string
  /** What is put into the text. */
  readonly word: string
  readonly label: string
  readonly hint?: string | undefined
  readonly sign?: string | undefined
  readonly member?: MemberView | undefined
  /** The name and what it stands for, to be remembered for sending. */
  readonly mention?: readonly [name: string, id: string] | undefined
}

const MOST = 8
const NONE: readonly Suggestion[] = []

export function useSuggestions(trigger: Trigger | undefined, channel: ChannelId, isDirect: boolean): readonly Suggestion[] {
  const store = useStore()
  const { m, locale } = useText()
  // Who does not lead here calls nobody by it.
  const leads = useSelected((state) => state.standings.get(channel)?.may_manage === true)
  const [found, setFound] = useState<{ for: string; list: readonly Suggestion[] }>({ for: '', list: NONE })
  const key = trigger ? `${trigger.sort} ${trigger.query}` : ''

  useEffect(() => {
    if (!trigger) return
    let isWanted = true
    const take = (list: readonly Suggestion[]) => isWanted && setFound({ for: `${trigger.sort} ${trigger.query}`, list: list.slice(0, MOST) })
    if (trigger.sort === 'emoji') take(searchEmoji(trigger.query, locale, MOST).map((one) => ({ key: one.emoji, word: one.emoji, label: `:${one.name}:`, sign: one.emoji })))
    else if (trigger.sort === 'tag')
      void store.findTags(trigger.query).then((tags) => take(tags.map((tag) => ({ key: tag.slug, word: `#${tag.slug}`, label: `#${tag.slug}`, hint: tag.label?.[locale] || tag.label?.fi }))))
    else
      void store.findMembers(trigger.query, channel, MOST).then((members) => {
        const people = members.map((member): Suggestion => {
          const name = memberName(member, m)
          return { key: member.id, word: `@${name}`, label: name, hint: member.title, member, mention: [name, member.id] }
        })
        const all = m.timeline.everybody
        const whole = leads && !isDirect && all.startsWith(trigger.query.toLowerCase()) && trigger.query.length > 0
        take(whole ? [...people, { key: EVERYBODY, word: `@${all}`, label: `@${all}`, sign: '@', mention: [all, EVERYBODY] }] : people)
      })
    return () => {
      isWanted = false
    }
    // The trigger is made anew at each keystroke; its key says whether it means something else.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, channel, isDirect, leads, store, m, locale])

  return key !== '' && found.for === key ? found.list : key !== '' && found.for.split(' ')[0] === key.split(' ')[0] ? found.list : NONE
}
