import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { ServerFrame } from './protocol.gen'
import { whole } from './whole'

const frames = JSON.parse(readFileSync(join(import.meta.dirname, '../../../protocol/golden/frames/server.json'), 'utf8')) as ServerFrame[]

describe('an event that says its message briefly', () => {
  const brief = frames.find((frame) => frame.t === 'event' && frame.content?.said)

  test('is whole again, with all that the event says', () => {
    if (brief?.t !== 'event') throw new Error('the golden frames have one')
    const read = whole(brief)
    if (read.t !== 'event') throw new Error('an event stays one')
    const { text, files, tags, lang, quote } = brief.content?.said ?? {}
    expect(read.content).toEqual({
      message: {
        id: brief.message, channel: brief.stream, item: brief.item, seq: brief.seq, changed_seq: brief.seq, at: brief.at,
        author: brief.actor, spoken_as: brief.spoken_as, mentions: brief.mentions, mentions_channel: brief.mentions_channel,
        text, files, tags, lang, quote,
      },
    })
  })

  test('of an anonymous act names nobody', () => {
    if (brief?.t !== 'event') throw new Error('the golden frames have one')
    const { actor: _, spoken_as: _as, ...nobody } = brief
    const read = whole(nobody)
    expect(read.t === 'event' && read.content?.message).not.toHaveProperty('author')
  })

  test('leaves every other frame as it is', () => {
    for (const frame of frames) if (frame !== brief) expect(whole(frame)).toBe(frame)
  })
})
