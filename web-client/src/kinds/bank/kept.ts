// What is being written, kept on this device until it is saved: a tunnel, a dead battery, a closed tab lose nothing.
import type { Written } from './entry'

interface Kept {
  readonly title: string
  readonly written: Written
}

const KEY = 'talkoo.bank.'

export function keep(item: string, title: string, written: Written): void {
  try {
    localStorage.setItem(KEY + item, JSON.stringify({ title, written: only(written) }))
  } catch {
    // A full or closed store: the server has what was saved last.
  }
}

export function kept(item: string): Kept | undefined {
  try {
    const text = localStorage.getItem(KEY + item)
    return text === null ? undefined : (JSON.parse(text) as Kept)
  } catch {
    return undefined
  }
}

export function forget(item: string): void {
  localStorage.removeItem(KEY + item)
}

/** What can be written, and nothing of what others have said of it. */
function only({ sort, fields, steps, places, links, tags, regions, phase, level, effect, points, contact, licence, public: isPublic }: Written): Written {
  return { sort, fields, steps, places, links, tags, regions, phase, level, effect, points, contact, licence, public: isPublic }
}
