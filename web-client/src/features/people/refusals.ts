// A refusal in words that a person can act on. Every code has a text; the request id helps support to find it.
import type { Refusal } from '../../store'
import type { Messages } from '../../text'

export function refusalWords(refusal: Refusal, m: Messages): string {
  // What is wrong with a file stands before the colon of the message.
  const [about = ''] = refusal.message.split(':', 1)
  if (about in m.files.refused) return m.files.refused[about as keyof Messages['files']['refused']]
  if (about === 'terms') return m.arrivals.consentTitle
  const words = m.refusals[refusal.code]
  return refusal.code === 'fault' ? `${words} ${m.reference(refusal.request_id.slice(-12))}` : words
}
