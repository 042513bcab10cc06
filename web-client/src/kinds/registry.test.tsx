import { render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { beforeAll, expect, test } from 'vitest'
import type { ChannelRow, ItemView, Store } from '../store'
import { StoreContext } from '../store'
import { EMPTY } from '../store/empty'
import { emptyContent } from '../store/empty'
import { loadMessages, TextProvider, type Messages } from '../text'
import { kindNames, kindOf, type ChannelScene } from './registry'

let messages: Messages
beforeAll(async () => {
  messages = await loadMessages('fi')
})

const item: ItemView = {
  id: 'i', channel: 'c', kind: 'tuntematon', seq: 1, at: '2026-11-03T08:00:00Z', title: 'Kylän palvelut', text: 'Kolme kehää.', body: { rings: 3 },
  state: 'open', last_seq: 1, message_count: 0, changed_seq: 1,
}
const row: ChannelRow = {
  channel: { id: 'c', workspace: 'w', kind: 'tuntematon', name: 'tulevaisuus', topic: '', visibility: 'public', state: 'active', posting: 'all', position: 0, main_item: 'm', version: 1 },
  standing: undefined,
  unread: { count: 0, mentions: 0, first: undefined },
  follow: 'default',
}
const state = { ...EMPTY, channels: new Map([['c', row.channel]]), content: new Map([['c', { ...emptyContent(1), items: new Map([['i', item]]) }]]) }
const store = { subscribe: () => () => {}, getSnapshot: () => state } as unknown as Store
const scene: ChannelScene = { row, item: undefined, talk: () => <p>talk</p>, linkTo: (id) => `/c/c/t/${id}`, open: () => {} }

function show(node: ReactNode) {
  render(
    <TextProvider locale="fi" messages={messages}>
      <StoreContext value={store}>{node}</StoreContext>
    </TextProvider>,
  )
}

test('a kind that is not known shows title, text and link', () => {
  const { View } = kindOf('tuntematon')
  show(<View scene={scene} />)
  const link = screen.getByRole('link', { name: /Kylän palvelut/ })
  expect(link.getAttribute('href')).toBe('/c/c/t/i')
  expect(link.textContent).toContain('Kolme kehää.')
})

test('an item of an unknown kind still has its talk', () => {
  const { View } = kindOf('tuntematon')
  show(<View scene={{ ...scene, item: 'i' }} />)
  expect(screen.getByText('talk')).toBeTruthy()
  expect(screen.getByRole('heading', { name: 'Kylän palvelut' })).toBeTruthy()
})

test('the test-only kind is there in tests and draws a view of its own', () => {
  expect(kindNames).toContain('trial')
  const { View } = kindOf('trial')
  show(<View scene={scene} />)
  expect(screen.getByTestId('trial-kind-marker')).toBeTruthy()
})
