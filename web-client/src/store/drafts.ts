// What somebody writes in a kind's editor and has not saved, kept on this device: a tunnel, a dead battery, a closed tab
// lose nothing. Whoever signs out leaves nothing of it behind.
const KEY = 'talkoo.draft.'

export interface Drafts<T> {
  readonly kept: (item: string) => T | undefined
  readonly keep: (item: string, draft: T) => void
  readonly forget: (item: string) => void
}

/** Those of a kind, in one form: what a former form kept under another name is not read. */
export function draftsOf<T>(kind: string, isSound: (draft: Partial<T>) => draft is T): Drafts<T> {
  const name = (item: string) => `${KEY}${kind}.${item}`
  return {
    kept: (item) => {
      try {
        const draft = JSON.parse(localStorage.getItem(name(item)) ?? 'null') as Partial<T> | null
        return draft !== null && isSound(draft) ? draft : undefined
      } catch {
        return undefined
      }
    },
    keep: (item, draft) => {
      try {
        localStorage.setItem(name(item), JSON.stringify(draft))
      } catch {
        // A full or closed store: the words are on the screen.
      }
    },
    forget: (item) => localStorage.removeItem(name(item)),
  }
}

export function forgetDrafts(): void {
  for (const name of Object.keys(localStorage)) if (name.startsWith(KEY)) localStorage.removeItem(name)
}
