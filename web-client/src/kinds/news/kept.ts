// What is not saved yet, kept on this device, and of which form of the article it began.
import type { Written } from './body'

export interface Kept {
  readonly base: number
  readonly written: Written
}

const name = (id: string) => `talkoo.news.2.${id}`

export function kept(id: string): Kept | undefined {
  try {
    const read = JSON.parse(localStorage.getItem(name(id)) ?? 'null') as Partial<Kept> | null
    return read?.written && typeof read.base === 'number' ? { base: read.base, written: read.written } : undefined
  } catch {
    return undefined
  }
}

export function keep(id: string, value: Kept): void {
  try {
    localStorage.setItem(name(id), JSON.stringify(value))
  } catch {
    // A full or closed store: the words are on the screen.
  }
}

export const forget = (id: string) => localStorage.removeItem(name(id))
