import { beforeEach, expect, test, vi } from 'vitest'
import { draftsOf, forgetDrafts } from './drafts'

interface Draft {
  readonly text: string
}
const isDraft = (draft: Partial<Draft>): draft is Draft => typeof draft.text === 'string'

beforeEach(() => {
  const rows = new Map<string, string>()
  const shelf = {
    getItem: (name: string) => rows.get(name) ?? null,
    setItem: (name: string, text: string) => {
      rows.set(name, text)
      Object.defineProperty(shelf, name, { configurable: true, enumerable: true, value: text })
    },
    removeItem: (name: string) => {
      rows.delete(name)
      Reflect.deleteProperty(shelf, name)
    },
  }
  vi.stubGlobal('localStorage', shelf)
})

test('a draft is kept by kind and item, and only what is sound is read', () => {
  const drafts = draftsOf<Draft>('juttu', isDraft)
  drafts.keep('1', { text: 'kesken' })
  expect(drafts.kept('1')).toEqual({ text: 'kesken' })
  expect(drafts.kept('2')).toBeUndefined()
  expect(draftsOf<Draft>('malli', isDraft).kept('1')).toBeUndefined()
  localStorage.setItem('talkoo.draft.juttu.3', '{"text":1}')
  localStorage.setItem('talkoo.draft.juttu.4', '{')
  expect([drafts.kept('3'), drafts.kept('4')]).toEqual([undefined, undefined])
})

test('who signs out leaves no draft behind, and keeps what the device is set to', () => {
  const drafts = draftsOf<Draft>('juttu', isDraft)
  drafts.keep('1', { text: 'kesken' })
  localStorage.setItem('talkoo-theme', 'dark')
  forgetDrafts()
  expect(drafts.kept('1')).toBeUndefined()
  expect(localStorage.getItem('talkoo-theme')).toBe('dark')
})
