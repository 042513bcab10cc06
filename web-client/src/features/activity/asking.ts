// What these screens ask and do, by its address: fetched with them, so that the first visit carries none of it.
import type { Act, ActivityPage, ActivityQuery, Ack, FeedView, Outcome, OutcomeDetails, OutcomePlace, OutcomeView, ReportBody, ReportQuery, Store } from '../../store'

/** Only what was asked for: an empty word means any. */
function asked(query: object): Record<string, string | number | boolean> {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== '' && value !== false))
}

export const readLog = (store: Store, query: Partial<ActivityQuery>): Promise<Outcome<ActivityPage>> => store.ask('/activity', asked(query))
export const readReport = (store: Store, query: Partial<ReportQuery>): Promise<Outcome<ReportBody>> => store.ask('/report', asked(query))
export const readWaiting = (store: Store): Promise<Outcome<readonly OutcomeView[]>> => store.ask('/outcomes')
export const readOutcome = (store: Store, id: string): Promise<Outcome<OutcomeView>> => store.ask(`/outcomes/${id}`)
export const readFeeds = (store: Store): Promise<Outcome<readonly FeedView[]>> => store.ask('/feeds')

export function exportAddress(query: Partial<ActivityQuery>, format: 'csv' | 'json'): string {
  const pairs = Object.entries(asked({ ...query, format })).map(([name, value]) => [name, String(value)])
  return `/api/v1/activity/export?${new URLSearchParams(pairs).toString()}`
}

/** What can be left out is empty. */
export function details(some: Partial<OutcomeDetails> = {}): OutcomeDetails {
  return { with: [], organisations: [], words: '', link: '', ...some }
}

export const record = (store: Store, kind: string, place: OutcomePlace, some: Partial<OutcomeDetails>): Promise<Outcome<Ack>> =>
  store.act({ t: 'record_outcome', kind, place, details: details(some) } as Act)
export const answer = (store: Store, outcome: string, confirm: boolean): Promise<Outcome<Ack>> => store.act({ t: 'answer_outcome', outcome, confirm })
export const withdraw = (store: Store, outcome: string): Promise<Outcome<Ack>> => store.act({ t: 'withdraw_outcome', outcome })
export const change = (store: Store, outcome: string, said: OutcomeDetails): Promise<Outcome<Ack>> => store.act({ t: 'change_outcome', outcome, details: said })

/** A secret of 32 bytes, as an address carries it. */
export function drawSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
}
