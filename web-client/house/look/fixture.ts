// A small network held in memory, as the store would hold it: enough of everything that a screen can show.
// For looking at screens without a server; it is in no build.
import type {
  ChannelContent, ChannelView, ItemView, MemberView, MessageView, OrganisationView, State, Unread, WorkspaceView,
} from '../../src/store'
import { EMPTY } from '../../src/store/empty'

const day = (back: number, hour: number, minute: number) => {
  const at = new Date()
  at.setDate(at.getDate() - back)
  at.setHours(hour, minute, 0, 0)
  return at.toISOString()
}

const organisation = (id: string, fi: string, sv: string, kind: string): OrganisationView => ({ id, name: { fi, sv }, kind, verified: true, coordinator: kind === 'authority', version: 1 })
const organisations = [
  organisation('o1', 'Sisäisen turvallisuuden demo-ministeriö', 'Demoministeriet för inre säkerhet', 'authority'),
  organisation('o2', 'Kuusivaaran kunta', 'Kuusivaara kommun', 'municipality'),
  organisation('o3', 'Harva-alueen nuorten tuki ry', '', 'association'),
  organisation('o4', 'Vientilinja Demo Oyj', '', 'company'),
  organisation('o5', 'Saarelan kaupunki', 'Saarela stad', 'municipality'),
  organisation('o6', 'Pohjoisrannan demo-poliisilaitos', '', 'authority'),
  organisation('o7', 'Pohjantuulen demo-yliopisto', '', 'university'),
]

export const uuid = (n: number) => `01890000-0000-7000-8000-${String(n).padStart(12, '0')}`
const member = (n: number, given: string, family: string, title: string, organisationId: string, languages = ['fi']): MemberView => ({
  id: uuid(n), given, family, title, region: '19', languages, affiliations: [{ organisation: organisationId, title, main: true }], status: 'active', version: 1,
})
const members = [
  member(1, 'Aino', 'Verkkopuro', 'verkostojohtaja', 'o1'),
  member(2, 'Eero', 'Luonnosvuori', 'turvallisuuskoordinaattori', 'o2'),
  member(3, 'Siiri', 'Testiranta', 'nuorisotyöntekijä', 'o3'),
  member(4, 'Marko', 'Koekallio', 'turvallisuusjohtaja', 'o4', ['fi', 'en']),
  member(5, 'Hanna', 'Tutkimusoja', 'tutkija', 'o7'),
  member(7, 'Juha', 'Kokeilumäki', 'ennalta estävä poliisi', 'o6'),
  member(8, 'Birgitta', 'Exempelvik', 'säkerhetssamordnare', 'o5', ['sv']),
  member(10, 'Noora', 'Demosalmi', 'aluekoordinaattori', 'o2'),
]

const workspace = (id: string, name: string, purpose: string): WorkspaceView => ({ id, kind: 'network', name, purpose, visibility: 'open', state: 'active', owners: [uuid(1)], version: 1 })
const workspaces = [
  workspace('w1', 'Verkoston aula', 'Kaikille yhteinen.'),
  workspace('w2', 'Toimintamallipankki', 'Toimivat mallit yhteen.'),
  workspace('w5', 'Harva-alueiden arjen turva', 'Pitkät matkat, lähellä apu.'),
  workspace('w6', 'Yritysturvallisuus ja kyber', 'Yritykset ja viranomaiset.'),
]

const channel = (id: string, name: string, where: string | undefined, more: Partial<ChannelView> = {}): ChannelView => ({
  id, kind: 'chat', name, topic: '', visibility: 'public', state: 'active', posting: 'all', position: 0, main_item: `${id}-main`, version: 1,
  ...(where !== undefined && { workspace: where }), ...more,
})
const channels = [
  channel('c1', 'yleinen', 'w1', { topic: 'Esittelyt ja yhteiset asiat' }),
  channel('c3', 'kysy-verkostolta', 'w1', { topic: 'Kysy koko maalta, vastaa kun tiedät', position: 1 }),
  channel('c5', 'mallien-kehittäminen', 'w2'),
  channel('c12', 'harva-alueet', 'w5', { topic: 'Arki pitkien matkojen päässä' }),
  channel('c14', 'yritykset', 'w6', { visibility: 'private' }),
  channel('cx', 'tulevaisuus', 'w6', { kind: 'tulevaisuuspyörä' }),
  channel('d1', '', undefined, { members: [uuid(3), uuid(7)], visibility: 'private' }),
  channel('d2', '', undefined, { members: [uuid(3), uuid(1)], visibility: 'private' }),
]

const item = (id: string, where: string, seq: number, title: string, more: Partial<ItemView> = {}): ItemView => ({
  id, channel: where, kind: 'chat', seq, at: day(9, 9, 0), title, text: '', body: {}, state: 'open', last_seq: seq, message_count: 3, changed_seq: seq, ...more,
})

let seq = 10
const messages: MessageView[] = []
function say(where: string, itemId: string, author: number, at: string, text: string, more: Partial<MessageView> = {}) {
  seq += 1
  messages.push({ id: uuid(1_000 + seq), channel: where, item: itemId, seq, author: uuid(author), at, text, changed_seq: seq, ...more })
}

say('c3', 'valaistus', 2, day(3, 9, 12), 'Onko kenellään kokemusta koulupihojen ilkivallan vähentämisestä valaistuksella? #kouluturvallisuus', { reactions: [{ emoji: '👀', members: [uuid(1), uuid(3)] }] })
say('c3', 'valaistus', 5, day(3, 9, 40), 'On. Seurasimme kolmea koulupihaa kahden vuoden ajan:\n\n| Piha | Ennen | Jälkeen |\n|---|---:|---:|\n| A | 14 | 6 |\n| B | 9 | 8 |\n| C | 11 | 4 |\n\nKannattaa katsoa **myös iltakäyttöä**, ei vain ilmoituksia.', { reactions: [{ emoji: '👍', members: [uuid(2), uuid(3), uuid(10)] }, { emoji: '💡', members: [uuid(7)] }], pinned: true })
say('c3', 'valaistus', 10, day(3, 10, 2), 'Meillä valaistus siirsi ongelman viereiselle parkkipaikalle. Kannattaa mitata myös ympäristö.')
say('c3', 'valaistus', 10, day(3, 10, 3), 'Eli kaksi mittaria: piha ja sadan metrin säde.', { edited_at: day(3, 10, 8) })
say('c3', 'valaistus', 2, day(3, 10, 30), 'Kiitos, tämä ratkaisi.', { quote: uuid(1_012) })
say('c3', 'c3-main', 8, day(1, 13, 20), 'Hej, jag samordnar säkerhetsarbetet i Saarela. Jag skriver gärna på svenska och läser finska.', { lang: 'sv' })
say('c3', 'c3-main', 1, day(1, 13, 31), `Välkommen, @[${uuid(8)}]. Uutiset ja ohjeet tulevat molemmilla kielillä.`, { mentions: [uuid(8)], spoken_as: 'o1' })
say('c3', 'nuoret', 3, day(1, 15, 2), 'Miten teillä tavoitetaan nuoret, jotka eivät käy nuorisotilalla? Etäisyydet ovat täällä pitkiä. #nuoret')
say('c3', 'nuoret', 4, day(1, 15, 20), '', { deleted: true })
say('c3', 'nuoret', 7, day(0, 8, 5), `Olemme jalkautuneet yhdessä etsivän nuorisotyön kanssa koulukuljetusten aikaan. Kerron mielelläni lisää, @[${uuid(3)}].\n\n- maanantaisin kello 14\n- torstaisin ennen viimeistä vuoroa`, { mentions: [uuid(3)], reactions: [{ emoji: '🙏', members: [uuid(3)] }] })
say('c3', 'nuoret', 7, day(0, 8, 6), 'Aikataulun saa tästä: `GET /aikataulu?linja=7` ja linkki https://esimerkki.fi/linjat')
say('c3', 'nuoret', 5, day(0, 8, 44), 'Meillä kyselyaineistoa 14–17-vuotiailta. Lyhyesti: **kyyti** ja **kaveri** ovat kaksi tärkeintä syytä tulla.\n\n> Jos bussi menee kuudelta, ei me jäädä.\n\n```\nkyyti      61 %\nkaveri     52 %\ntekeminen  34 %\n```')
say('c12', 'c12-main', 3, day(0, 7, 55), 'Bussivuoro lakkaa toukokuussa. Kolme nuorta jää ilman kyytiä iltatoimintaan, ideoita?')
say('c14', 'c14-main', 4, day(0, 9, 2), `@[${uuid(3)}], saimme viikossa neljä saman pohjan laskutushuijausta. Onko muilla vastaavia? #huijaukset`, { mentions: [uuid(3)] })
say('d1', 'd1-main', 7, day(0, 8, 20), 'Hei Siiri, ehditkö huomenna puhelimeen?')
say('c1', 'c1-main', 10, day(2, 12, 0), 'Muistutus: alueverkostojen etätapaaminen torstaina klo 13. #alueverkostot')
export const LONG = Array.from({ length: 70 }, (_, i) => `${i + 1}. Pitkän viestin rivi, joka kuvaa ${i + 1}. kohdan turvakävelyn havainnoista ja siitä, kuka sen korjaa.`).join('\n')

const items = [
  item('c3-main', 'c3', 1, '', { main: true, last_seq: 17 }),
  item('valaistus', 'c3', 2, 'Koulupihan valaistus', { state: 'resolved', last_seq: 15 }),
  item('nuoret', 'c3', 3, 'Nuoret, jotka eivät käy nuorisotilalla', { last_seq: 22 }),
  item('c12-main', 'c12', 1, '', { main: true }),
  item('c1-main', 'c1', 1, '', { main: true }),
  item('c14-main', 'c14', 1, '', { main: true }),
  item('d1-main', 'd1', 1, '', { main: true }),
  item('x1', 'cx', 1, 'Kylän palvelut 2035', { kind: 'tulevaisuuspyörä', text: 'Mitä tapahtuu, jos lähikauppa sulkee? Kolme kehää ja niiden seuraukset.' }),
]

function contentOf(id: string): ChannelContent {
  const mine = messages.filter((one) => one.channel === id)
  const own = items.filter((one) => one.channel === id)
  const whole = { ranges: [{ from: 0, to: Infinity, isFirst: true }] }
  return {
    asOf: seq, isCurrent: true, hasAllItems: true, hasAllPins: true,
    messages: new Map(mine.map((one) => [one.id, one])),
    items: new Map(own.map((one) => [one.id, one])),
    timelines: new Map([['whole', whole], ...own.map((one) => [one.id, whole] as const)]),
  }
}

const unread = (count: number, mentions: number, first: number, of: [string, number, number][]): Unread => {
  const counted = { count, mentions, first, items: new Map(of.map(([id, n, at]) => [id, { count: n, mentions: at }])) }
  return { ...counted, base: { ...counted, asOf: seq }, events: [], doubtful: false, doubtfulAt: 0 }
}

const byId = <T extends { id: string }>(list: T[]) => new Map(list.map((one) => [one.id, one]))

export function fixture(): State {
  return {
    ...EMPTY,
    phase: 'ready',
    connection: { name: 'live', node: 'node-1' },
    node: 'node-1',
    ...(members[2] && { me: members[2] }),
    language: 'fi',
    office: 'network_admin',
    network: { stream: 'n', name: 'Sisäisen turvallisuuden verkosto', kinds: ['chat'], demo: true, invites: 'contacts', terms_version: '1', language: 'fi', version: 1 },
    organisations: byId(organisations),
    members: byId(members),
    workspaces: byId(workspaces),
    channels: byId(channels),
    standings: new Map(channels.map((one) => [one.id, { channel: one.id, joined: true, may_post: true, may_manage: false }])),
    unread: new Map([
      ['c3', unread(4, 1, 20, [['nuoret', 4, 1]])],
      ['c12', unread(1, 0, 23, [['c12-main', 1, 0]])],
      ['c14', unread(100, 1, 24, [['c14-main', 100, 1]])],
      ['d1', unread(1, 0, 25, [['d1-main', 1, 0]])],
    ]),
    marks: new Map([['c3', { version: 1, channel: { channel: 'c3', seq: 19, version: 1 }, items: new Map() }]]),
    follows: new Map([['channel:c5', { subject: { channel: 'c5' }, level: 'mute' }]]),
    content: new Map(channels.map((one) => [one.id, contentOf(one.id)])),
    placeMembers: new Map(channels.map((one) => [one.id, members.map((who) => ({ member: who.id, role: who.id === uuid(1) ? 'owner' : 'member' }))])),
    presence: new Map([[uuid(1), 'active'], [uuid(7), 'active'], [uuid(5), 'idle'], [uuid(3), 'active']]),
    typing: [{ channel: 'c3', item: 'nuoret', member: uuid(5), until: Infinity }],
  }
}
