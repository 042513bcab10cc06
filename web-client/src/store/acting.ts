// Acts that wait for their answer and do not go through the outbox: making places, joining, following. Each is
// repeated under one client id until it is answered, and comes back as a value or a refusal. What holds a personal
// identity code is refused here already.
import { noAnswer, type Ack, type Command, type Refusal } from '../wire'
import { isConnected, pause, type Context } from './context'
import type { Act, Outcome } from './interface'
import { refusedForCode } from './personal-code'

const ATTEMPTS = 3
const FIRST_PAUSE_MS = 1_000

export async function perform({ wire, api, clock }: Pick<Context, 'wire' | 'api' | 'clock'>, act: Act): Promise<Outcome<Ack>> {
  const refused = refusedForCode(act)
  if (refused) return refused
  const command = { ...act, client_id: clock.newId(), ref: 0 } as Command
  let last: Refusal = noAnswer('no connection')
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const got = await once()
    if (got.ok || got.refusal.retry === 'no') return got
    last = got.refusal
    if (attempt < ATTEMPTS - 1) await pause(clock, last.retry_after_ms ?? FIRST_PAUSE_MS)
  }
  return { ok: false, refusal: last }

  async function once(): Promise<Outcome<Ack>> {
    if (isConnected({ wire })) {
      const answer = await wire.call(command)
      if (answer.kind === 'acked') return { ok: true, value: answer.ack }
      if (answer.kind === 'refused') return { ok: false, refusal: answer.refusal }
    }
    return api.command(command)
  }
}

/** The same answer with another value. */
export function mapped<A, B>(outcome: Outcome<A>, change: (value: A) => B): Outcome<B> {
  return outcome.ok ? { ok: true, value: change(outcome.value) } : outcome
}
