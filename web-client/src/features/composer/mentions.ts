// Between what a person sees while writing (`@Siiri Testiranta`) and what is sent (`@[member id]`).
// Names are known by the list that grows while writing; what is not in it stays a plain word.
import type { MemberId } from '../../store'

export const EVERYBODY = 'channel'
const MENTION = /@\[([0-9a-f-]{36}|channel)\]/g

/** Words on the screen (without the @) by what they stand for. */
export type Names = ReadonlyMap<string, MemberId | typeof EVERYBODY>

export function toShown(text: string, nameOf: (id: string) => string | undefined): { text: string; names: Names } {
  const names = new Map<string, string>()
  const shown = text.replace(MENTION, (whole, id: string) => {
    const name = nameOf(id)
    if (name === undefined) return whole
    names.set(name, id)
    return `@${name}`
  })
  return { text: shown, names }
}

export function toSent(shown: string, names: Names): string {
  const longestFirst = [...names].sort(([a], [b]) => b.length - a.length)
  return longestFirst.reduce((text, [name, id]) => replaceWhole(text, `@${name}`, `@[${id}]`), shown)
}

/** Replaces where no letter follows, so that `@Eero L` does not eat into `@Eero Luonnosvuori`. */
function replaceWhole(text: string, from: string, to: string): string {
  let done = ''
  let rest = text
  for (;;) {
    const at = rest.indexOf(from)
    if (at < 0) return done + rest
    const after = rest.slice(at + from.length)
    const isWhole = !/^[\p{L}\p{N}]/u.test(after)
    done += rest.slice(0, at) + (isWhole ? to : from)
    rest = after
  }
}
