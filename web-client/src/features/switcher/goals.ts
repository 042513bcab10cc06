// Where the switcher may lead: what this device knows at once, commands of the page, and what the server finds, once each.
import { useEffect, useMemo, useState } from 'react'
import { pictureUrl, useSelected, useStore, type GoalsBody, type NamedThing } from '../../store'
import { useText } from '../../text'
import { findingWords } from '../../text/finding'
import { channelName, memberName, othersIn } from '../people/names'
import { readGoals } from '../search/asking'

export type Sort = 'channel' | 'direct' | 'member' | 'item' | 'workspace' | 'tag' | 'command' | 'search'

export interface Goal {
  readonly key: string
  readonly name: string
  readonly hint: string
  /** Further words that find it. */
  readonly also: string
  readonly sort: Sort
  readonly id: string
  /** Of an item: its channel. */
  readonly channel?: string | undefined
  readonly unread: number
  /** Whose face is shown. */
  readonly face: string
  readonly picture?: string | undefined
}

const plain = { unread: 0, face: '', also: '', hint: '' }

export const COMMANDS = ['fresh', 'feed', 'search', 'searches', 'activity', 'browse', 'people', 'organisations', 'notices', 'me'] as const

/** What the words are about: a sign in front says it. */
export function readPrefix(query: string, signs: readonly { sign: string; of: string }[]): { of: string | undefined; words: string } {
  const sign = signs.find((one) => query.startsWith(one.sign))
  return { of: sign?.of, words: (sign ? query.slice(1) : query).trim() }
}

/** Whether a goal is among what the sign asks for. */
export function isOf(goal: Goal, of: string | undefined): boolean {
  switch (of) {
    case undefined:
      return true
    case 'channels':
      return goal.sort === 'channel'
    case 'people':
      return goal.sort === 'direct' || goal.sort === 'member'
    case 'commands':
      return goal.sort === 'command'
    default:
      return `${goal.sort}s` === of
  }
}

export function useKnown(): Goal[] {
  const { m, locale } = useText()
  const w = findingWords(locale)
  const store = useStore()
  const channels = useSelected((state) => state.channels)
  const members = useSelected((state) => state.members)
  return useMemo(() => {
    const state = store.getSnapshot()
    const places = [...channels.values()].map((channel): Goal => ({
      ...plain,
      key: channel.id,
      id: channel.id,
      sort: channel.workspace === undefined ? 'direct' : 'channel',
      name: channelName(state, channel, m),
      hint: channel.workspace === undefined ? m.nav.direct : (state.workspaces.get(channel.workspace)?.name ?? ''),
      unread: state.unread.get(channel.id)?.count ?? 0,
      face: othersIn(channel, state.me?.id)[0] ?? channel.id,
      picture: pictureUrl(state.members.get(othersIn(channel, state.me?.id)[0] ?? '')),
    }))
    const known = new Set([...channels.values()].filter((one) => one.workspace === undefined && one.members?.length === 2).flatMap((one) => one.members ?? []))
    const people = [...members.values()]
      .filter((member) => member.status === 'active' && member.id !== state.me?.id && !known.has(member.id))
      .map((member): Goal => ({ ...plain, key: member.id, id: member.id, sort: 'member', name: memberName(member, m), hint: member.title, face: member.id, picture: pictureUrl(member) }))
    const commands = COMMANDS.map((id): Goal => ({ ...plain, key: id, id, sort: 'command', name: w.commands[id].name, hint: w.go.sorts.command, also: w.commands[id].also }))
    return [...places.sort((a, b) => b.unread - a.unread), ...people, ...commands]
  }, [channels, members, m, store, w])
}

const QUIET_MS = 150

/** What the server finds, in any form and with a slip or two; the last answer stays until there is another. */
export function useFound(words: string, of: string | undefined): { goals: readonly Goal[]; isAway: boolean; isSettled: boolean } {
  const { locale } = useText()
  const w = findingWords(locale)
  const store = useStore()
  const question = `${of ?? ''} ${words}`
  const [answer, setAnswer] = useState<{ question: string; goals: readonly Goal[]; isAway: boolean }>({ question: ' ', goals: [], isAway: false })
  useEffect(() => {
    if (words === '' || of === 'commands') return
    let isWanted = true
    const soon = setTimeout(() => {
      void readGoals(store, words, of).then((outcome) => {
        if (isWanted) setAnswer({ question, goals: outcome.ok ? goalsOf(outcome.value, w.go.sorts) : [], isAway: !outcome.ok })
      })
    }, QUIET_MS)
    return () => {
      isWanted = false
      clearTimeout(soon)
    }
  }, [store, question, words, of, w])
  const isAsked = words !== '' && of !== 'commands'
  return { goals: isAsked ? answer.goals : [], isAway: isAsked && answer.isAway, isSettled: !isAsked || answer.question === question }
}

function goalsOf(body: GoalsBody, sorts: Record<string, string>): Goal[] {
  const pictures = new Map(body.members.map((member) => [member.id, pictureUrl(member)]))
  return body.goals.map((thing) => {
    const [sort, id] = nameOf(thing)
    const hint = [thing.place, sorts[sort]].filter(Boolean).join(' · ')
    return { ...plain, key: id, id, sort, name: thing.name, hint, channel: thing.channel, face: id, picture: pictures.get(id) }
  })
}

function nameOf(thing: NamedThing): [Sort, string] {
  if (thing.item !== undefined) return ['item', thing.item]
  if (thing.channel !== undefined) return ['channel', thing.channel]
  if (thing.member !== undefined) return ['member', thing.member]
  if (thing.workspace !== undefined) return ['workspace', thing.workspace]
  return ['tag', thing.tag ?? '']
}
