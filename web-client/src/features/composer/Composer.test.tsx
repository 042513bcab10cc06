import { fireEvent, render, screen } from '@testing-library/react'
import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { StoreContext, type Draft, type State, type Store } from '../../store'
import { EMPTY } from '../../store/empty'
import { loadMessages, TextProvider, type Messages } from '../../text'
import { Announcer } from '../../ui/Announcer'
import { Composer } from './Composer'

const id = '01890000-0000-7000-8000-000000000003'
let messages: Messages
let state: State
let listeners: Set<() => void>
const send = vi.fn()
const editLast = vi.fn()

beforeAll(async () => {
  messages = await loadMessages('fi')
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {} }))
})
beforeEach(() => {
  vi.clearAllMocks()
  listeners = new Set()
  const siiri = { id, given: 'Siiri', family: 'Testiranta', title: '', languages: [], affiliations: [], status: 'active', version: 1 }
  state = { ...EMPTY, members: new Map([[id, siiri]]) }
})

function show(draft?: Draft) {
  if (draft) state = { ...state, drafts: new Map([['i', draft]]) }
  const store = {
    subscribe: (listener: () => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    getSnapshot: () => state,
    setDraft: (item: string, next: Draft | undefined) => {
      const drafts = new Map(state.drafts)
      if (next) drafts.set(item, next)
      else drafts.delete(item)
      state = { ...state, drafts }
      for (const listener of listeners) listener()
    },
    send,
    typing: () => {},
    findMembers: () => Promise.resolve([...state.members.values()]),
  } as unknown as Store
  render(
    <TextProvider locale="fi" messages={messages}>
      <StoreContext value={store}>
        <Announcer>
          <Composer ref={null} channel="c" item="i" label="Kirjoita: koe" placeholder="" isDirect={false} onEditLast={editLast} onSent={() => {}} />
        </Announcer>
      </StoreContext>
    </TextProvider>,
  )
  return screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Kirjoita: koe' })
}

const write = (field: HTMLTextAreaElement, value: string) => fireEvent.change(field, { target: { value } })

test('Enter sends what was written, Shift and Enter do not', () => {
  const field = show()
  write(field, 'Hei')
  fireEvent.keyDown(field, { key: 'Enter', shiftKey: true })
  expect(send).not.toHaveBeenCalled()
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(send).toHaveBeenCalledWith('c', 'i', 'Hei', { quote: undefined, spokenAs: undefined })
  expect(field.value).toBe('')
})

test('what is written is kept as a draft and comes back with names', () => {
  const field = show({ text: `Hei @[${id}]` })
  expect(field.value).toBe('Hei @Siiri Testiranta')
  write(field, 'Hei @Siiri Testiranta, huomenta')
  expect(state.drafts.get('i')?.text).toBe(`Hei @[${id}], huomenta`)
})

test('a member chosen from the list is sent as a mention', async () => {
  const field = show()
  field.focus()
  write(field, '@Sii')
  await screen.findByRole('option', { name: /Siiri Testiranta/ })
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(field.value).toBe('@Siiri Testiranta ')
  await vi.waitFor(() => expect(field.selectionStart).toBe(field.value.length))
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(send).toHaveBeenCalledWith('c', 'i', `@[${id}]`, expect.anything())
})

test('a personal identity code is stopped before it leaves', () => {
  const field = show()
  write(field, 'Asiakas 010190-900P')
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(send).not.toHaveBeenCalled()
  expect(screen.getByText(messages.composer.personalCode)).toBeTruthy()
})

test('a text over the limit says by how much and is not sent', () => {
  const field = show()
  write(field, 'ä'.repeat(8_193))
  expect(screen.getByText(messages.composer.tooLong(2))).toBeTruthy()
  fireEvent.keyDown(field, { key: 'Enter' })
  expect(send).not.toHaveBeenCalled()
})

test('ArrowUp in an empty field edits the latest message; Escape gives back what stood there', () => {
  const field = show()
  fireEvent.keyDown(field, { key: 'ArrowUp' })
  expect(editLast).toHaveBeenCalledOnce()
})
