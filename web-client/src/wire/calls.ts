// Commands on their way: each has a number, waits ten seconds for its answer, and is told honestly when none
// came. It does not repeat anything; whoever called decides, with the same client id.
import type { Clock } from './clock'
import type { Ack, Refusal, ServerFrame } from './protocol.gen'

/** What became of a command. `unanswered`: it may or may not have happened. */
export type Answer =
  | { readonly kind: 'acked'; readonly ack: Ack }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'unanswered' }

const ANSWER_WITHIN_MS = 10_000

export class Calls {
  private readonly open = new Map<number, (answer: Answer) => void>()
  private last = 0

  constructor(private readonly clock: Clock) {}

  /** A number for a frame that wants an answer, and the answer to come. */
  begin(): { reference: number; answer: Promise<Answer> } {
    this.last += 1
    const reference = this.last
    const answer = new Promise<Answer>((resolve) => {
      const tooLate = this.clock.after(ANSWER_WITHIN_MS, () => this.end(reference, { kind: 'unanswered' }))
      this.open.set(reference, (given) => {
        tooLate()
        resolve(given)
      })
    })
    return { reference, answer }
  }

  /** Gives an answer to whoever waits for it; a late or unknown one is ignored. */
  answered(frame: Extract<ServerFrame, { t: 'ack' | 'refused' }>): void {
    if (frame.t === 'ack') {
      const { t: _, ...ack } = frame
      this.end(frame.ref, { kind: 'acked', ack })
    } else this.end(frame.ref, { kind: 'refused', refusal: frame.refusal })
  }

  /** The connection is gone: nobody will answer what is open. */
  endAll(): void {
    for (const reference of this.open.keys()) this.end(reference, { kind: 'unanswered' })
  }

  private end(reference: number, answer: Answer): void {
    const give = this.open.get(reference)
    this.open.delete(reference)
    give?.(answer)
  }
}
