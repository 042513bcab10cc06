// Shows any screen with the fixture: /look.html?path=/fresh&locale=sv&theme=dark&case=offline. In no build.
import '../../src/ui/tokens.css'
import '../../src/ui/base.css'
import { createRoot } from 'react-dom/client'
import { applyTheme } from '../../src/features/me/theme'
import type { OutboxEntry, State, Store } from '../../src/store'
import { loadMessages, locales } from '../../src/text'
import { fixture, LONG, uuid } from './fixture'

const asked = new URLSearchParams(location.search)
const locale = locales.find((one) => one === asked.get('locale')) ?? 'fi'
applyTheme(asked.get('theme') === 'dark' ? 'dark' : 'light')
document.documentElement.lang = locale
history.replaceState(null, '', asked.get('path') ?? '/fresh')

const waiting = (id: string, text: string, state: OutboxEntry['state']): OutboxEntry => ({
  clientId: uuid(9_000 + text.length), command: { t: 'send', ref: 0, client_id: uuid(9_000 + text.length), channel: id, item: 'nuoret', text },
  channel: id, item: 'nuoret', order: text.length, writtenAt: Date.now(), afterSeq: 0, state,
  ...(state === 'failed' && { refusal: { code: 'too_many', message: '', request_id: uuid(1), retry: 'later' } }),
})

const cases: Record<string, (state: State) => State> = {
  plain: (state) => state,
  offline: (state) => ({ ...state, connection: { name: 'offline' }, outbox: [waiting('c3', 'Tämä lähtee, kun verkko palaa.', 'waiting')] }),
  failed: (state) => ({ ...state, outbox: [waiting('c3', 'Tämä ei lähtenyt.', 'failed')] }),
  reconnecting: (state) => ({ ...state, connection: { name: 'waiting', attempt: 3, until: Date.now() + 9_000 } }),
  quiet: (state) => ({ ...state, unread: new Map() }),
  entrance: (state) => ({ ...state, phase: 'signed_out' }),
  sign_in: (state) => ({ ...state, phase: 'signed_out' }),
  writing: (state) => ({ ...state, drafts: new Map([['nuoret', { text: `Kiitos @[${uuid(7)}], otan yhteyttä`, quote: uuid(1_020) }]]) }),
  long: (state) => ({ ...state, outbox: [waiting('c3', LONG, 'sending')] }),
}
const name = asked.get('case') ?? 'plain'
const state = (cases[name] ?? ((one: State) => one))(fixture())
const people = [
  ['Aino Verkkopuro', 'Verkostojohtaja', 'Sisäisen turvallisuuden demo-ministeriö', 7, 1],
  ['Siiri Testiranta', 'Nuorisotyöntekijä', 'Harva-alueen nuorten tuki ry', 4, 2],
  ['Marko Koekallio', 'Turvallisuusjohtaja', 'Vientilinja Demo Oyj', 2, 0],
  ['Birgitta Exempelvik', 'Säkerhetssamordnare', 'Saarelan kaupunki', 0, 0],
] as const
const demo = {
  members: 48, organisations: 16, messages: 1_204, workspaces: 8,
  people: people.map(([who, title, organisation, unread, mentions]) => ({ name: who, title, organisation, language: 'fi', persona: '', token: who, unread, mentions })),
}
const refused = { ok: false, refusal: { code: 'unavailable', message: '', request_id: '', retry: 'later' } }
const done = (value: unknown) => Promise.resolve({ ok: true, value })
const answers: Record<string, unknown> = {
  subscribe: () => () => {},
  onRefusal: () => () => {},
  getSnapshot: () => state,
  look: () => () => {},
  openTimeline: () => done({}),
  findMembers: () => Promise.resolve([...state.members.values()]),
  readInbox: () => Promise.resolve({ ok: true, value: { rows: [], has_more: false } }),
  readNotices: () => Promise.resolve({ ok: false, refusal: { code: 'unavailable', message: '', request_id: '', retry: 'later' } }),
  findTags: () => Promise.resolve([{ slug: 'nuoret', uses: 3, kind: 'free' }, { slug: 'nuorisotyo', uses: 1, kind: 'free' }]),
  listSessions: () => done([
    { id: 's1', device: 'Chrome, Android', started_at: new Date().toISOString(), seen_at: new Date().toISOString(), own: true },
    { id: 's2', device: 'Firefox, Windows', started_at: new Date(0).toISOString(), seen_at: new Date().toISOString(), own: false },
  ]),
  listWorkspaces: () => done([...state.workspaces.values()].map((workspace, i) => ({ workspace, members: 12 + i, ...(i !== 2 && { role: 'member' }) }))),
  listChannels: (id: string) => done([...state.channels.values()].filter((one) => one.workspace === id)),
  demo: () => (name === 'entrance' ? done(demo) : Promise.resolve(refused)),
}
const store = new Proxy({}, { get: (_, key) => answers[String(key)] ?? (() => Promise.resolve(refused)) }) as Store

// The router reads the address when it is made.
const { Root } = await import('../../src/app/Root')
const element = document.getElementById('root')
if (element) createRoot(element).render(<Root store={store} locale={locale} messages={await loadMessages(locale)} />)
