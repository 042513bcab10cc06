// The golden frames that the Rust side writes are frames that this side knows: each has a name of the protocol
// and every field that the types ask for. Absent files are no failure, strange ones are.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Command, LiveFrame, ServerFrame } from './protocol.gen'

type Named = { t: string }
/** For each frame the fields it must have; the compiler holds that none is forgotten and none is made up. */
type Fields<Frame extends Named> = { [Name in Frame['t']]: Record<RequiredKeys<Extract<Frame, { t: Name }>>, true> }
type RequiredKeys<Shape> = Exclude<{ [Key in keyof Shape]-?: undefined extends Shape[Key] ? never : Key }[keyof Shape], 't'> & string

const server: Fields<ServerFrame> = {
  hello: { protocol: true, node: true, epoch: true, connection: true, session: true, member: true, network: true, limits: true, server_time: true, mark_version: true },
  ack: { ref: true, client_id: true, id: true, duplicate: true },
  refused: { ref: true, refusal: true },
  event: { stream: true, seq: true, at: true, verb: true },
  light: { events: true },
  caught_up: { stream: true, head: true },
  reset: { stream: true, epoch: true, head: true, oldest: true },
  lost: { stream: true },
  mark: { channel: true, seq: true, version: true },
  tagged: { tags: true },
  offered: {},
  typing: { channel: true, item: true, member: true },
  presence: { members: true },
  going_away: { retry_after_ms: true },
  pong: {},
}

const live: Fields<LiveFrame> = {
  sign_in: { token: true },
  resume: { ref: true, epoch: true, cursors: true, depth: true, full: true },
  subscribe: { ref: true, streams: true, depth: true },
  unsubscribe: { streams: true },
  watch_presence: { members: true },
  presence: { active: true },
  typing: { channel: true, item: true },
  ping: {},
}

const both = { ref: true, client_id: true } as const
const command: Fields<Command> = {
  send: { ...both, channel: true, text: true },
  edit: { ...both, message: true, text: true },
  delete: { ...both, message: true },
  react: { ...both, message: true, emoji: true },
  unreact: { ...both, message: true, emoji: true },
  pin: { ...both, message: true },
  unpin: { ...both, message: true },
  create_item: { ...both, channel: true, title: true },
  change_item: { ...both, item: true, change: true },
  bring_items: { ...both, import: true },
  copy_item: { ...both, item: true, channel: true },
  hold_item: { ...both, item: true, holds: true },
  take_source: { ...both, channel: true, source: true, takes: true },
  send_newsletter: { ...both, channel: true, subject: true, words: true, items: true },
  delete_item: { ...both, item: true },
  mark_read: { ...both, channel: true, seq: true },
  mark_unread: { ...both, channel: true, seq: true },
  mark_many: { ...both, places: true },
  change_notices: { ...both },
  change_own_feed: { ...both },
  save_search: { ...both, name: true, query: true },
  change_search: { ...both, search: true },
  remove_search: { ...both, search: true },
  change_tag: { ...both, tag: true },
  merge_tag: { ...both, tag: true, into: true },
  follow: { ...both, subject: true, level: true },
  join: { ...both, channel: true },
  leave: { ...both, channel: true },
  join_workspace: { ...both, workspace: true },
  leave_workspace: { ...both, workspace: true },
  add_member: { ...both, place: true, member: true, role: true },
  remove_member: { ...both, place: true, member: true },
  create_workspace: { ...both, name: true, purpose: true, visibility: true },
  change_workspace: { ...both, workspace: true },
  create_channel: { ...both, workspace: true, kind: true, name: true, topic: true, visibility: true },
  change_channel: { ...both, channel: true },
  found_workspace: { ...both, name: true, purpose: true, visibility: true },
  configure_workspace: { ...both, workspace: true },
  hand_over: { ...both, workspace: true, member: true, afterwards: true },
  arrange_channel: { ...both, channel: true, section: true },
  ask_glass: { ...both, workspace: true, reason: true },
  break_glass: { ...both, glass: true },
  mend_glass: { ...both, glass: true },
  open_direct: { ...both, members: true },
  end_session: { ...both, session: true },
  end_other_sessions: { ...both, keep: true },
  handle_application: { ...both, application: true, handling: true },
  decide_applications: { ...both, applications: true, approve: true, reason: true },
  remind_members: { ...both, members: true },
  accept_terms: { ...both, version: true },
  publish_terms: { ...both, after: true, terms: true, privacy: true },
  move_talk: { ...both, what: true, to: true, notice: true },
  change_network: { ...both, version: true },
  change_office: { ...both, member: true, office: true },
  send_feedback: { ...both, kind: true, words: true, page: true },
  handle_feedback: { ...both, feedback: true, answer: true },
  import_members: { ...both, import: true },
  describe_file: { ref: true, client_id: true, file: true, alt: true },
  block: { ...both, member: true },
  unblock: { ...both, member: true },
  answer_direct: { ...both, channel: true, accept: true },
  report: { ...both, subject: true, reason: true, words: true },
  claim_report: { ...both, report: true },
  hide_reported: { ...both, report: true },
  restore_reported: { ...both, report: true },
  decide_report: { ...both, report: true, outcome: true, reason: true },
  appeal_report: { ...both, report: true, words: true },
  invite: { ...both, role: true, links: true, note: true, language: true },
  revoke_invitation: { ...both, invitation: true },
  use_invitation: { ...both, token: true },
  request_to_join: { ...both, workspace: true, text: true },
  register_push: { ...both, session: true, endpoint: true, p256dh: true, auth: true, key: true, label: true, language: true, shows: true },
  forget_push: { ...both, device: true },
  test_push: { ...both, device: true },
  cancel_request: { ...both, workspace: true },
  decide_requests: { ...both, workspace: true, members: true, approve: true },
  begin_move: { ...both, token: true },
  change_profile: both,
  change_picture: both,
  add_affiliation: { ...both, organisation: true, title: true },
  change_affiliation: { ...both, organisation: true },
  end_affiliation: { ...both, member: true, organisation: true },
  confirm_affiliation: { ...both, member: true, organisation: true },
  set_competence: { ...both, competence: true, level: true },
  save_competence: { ...both, slug: true, label: true, kind: true },
  endorse: { ...both, member: true, competence: true },
  unendorse: { ...both, member: true, competence: true },
  create_organisation: { ...both, name: true, kind: true },
  change_organisation: { ...both, organisation: true },
  name_contact: { ...both, member: true, organisation: true },
  remove_contact: { ...both, member: true, organisation: true },
  suspend_member: { ...both, member: true },
  end_membership: { ...both, member: true },
  reactivate_member: { ...both, member: true },
  leave_network: { ...both, member: true },
  record_outcome: { ...both, kind: true, place: true, details: true },
  change_outcome: { ...both, outcome: true, details: true },
  answer_outcome: { ...both, outcome: true, confirm: true },
  withdraw_outcome: { ...both, outcome: true },
  make_feed: { ...both, token: true },
  revoke_feed: { ...both, feed: true },
  ask_network: { ...both, item: true, competence: true },
  help_network: { ...both, willing: true },
  put_away_ask: { ...both, item: true },
  mark_solution: { ...both, item: true },
  plan_duty: { ...both, hosts: true },
  hand_over_duty: { ...both, week: true, to: true },
}

const tables: readonly Readonly<Record<string, Readonly<Record<string, true>>>>[] = [server, live, command]
const folder = join(import.meta.dirname, '../../../protocol/golden/frames')
const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.json')) : []

/** A file holds one frame or a list of them. */
function framesOf(name: string): Record<string, unknown>[] {
  const read: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'))
  return (Array.isArray(read) ? read : [read]) as Record<string, unknown>[]
}

describe('golden frames', () => {
  test('the folder may be absent', () => expect(files.length).toBeGreaterThanOrEqual(0))

  test.each(files)('%s', (name) => {
    for (const frame of framesOf(name)) {
      const { t } = frame
      const fitting = tables.filter((table) => typeof t === 'string' && t in table)
      expect(fitting, `${String(t)} is a frame of the protocol`).not.toEqual([])
      // `typing` and `presence` are said by both sides, with other fields: one of them must fit.
      const missing = fitting.map((table) => Object.keys(table[String(t)] ?? {}).filter((field) => !(field in frame)))
      expect(missing.some((fields) => fields.length === 0), `${String(t)} lacks ${missing.join(' or ')}`).toBe(true)
    }
  })
})
