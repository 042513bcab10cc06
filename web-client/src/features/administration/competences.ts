// Rules of the list of competences that the screen keeps before the server does. Pure.
import type { CompetenceView, Refusal } from '../../store'
import type { Messages } from '../../text'
import { refusalWords } from '../people/refusals'

const MOST_SLUG = 60

/** The lasting name of a new competence, from its Finnish one: `Vaikuttavuuden arviointi` is `vaikuttavuuden-arviointi`. */
export function slugOf(label: string): string {
  const parts = label.toLowerCase().normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? []
  return parts.join('-').slice(0, MOST_SLUG).replace(/-+$/, '')
}

/** One that is there already under this name, in any language or as another word for it. */
export function sameAs(label: string, all: readonly CompetenceView[], own: string | undefined): CompetenceView | undefined {
  const wanted = label.trim().toLowerCase()
  if (wanted === '') return undefined
  return all.find(
    (one) =>
      one.slug !== own &&
      (one.slug === slugOf(wanted) || [one.label.fi, one.label.sv, one.label.en, ...(one.aliases ?? [])].some((word) => word?.toLowerCase() === wanted)),
  )
}

/** Other words as they were written: one a line, or with commas between. */
export function aliasesOf(text: string): string[] {
  return [...new Set(text.split(/[\n,;]/).map((word) => word.trim()).filter(Boolean))]
}

/** Why it was not taken: what is wrong stands before the colon of the message. */
export function whyNot(refusal: Refusal, m: Messages): string {
  const [field = ''] = refusal.message.split(':', 1)
  const words = m.admin.competences.wrong[field]
  return refusal.code === 'bad_value' && words !== undefined ? words : refusalWords(refusal, m)
}

export function kindName(kind: string, m: Messages): string {
  return m.who.competenceKinds[kind as keyof Messages['who']['competenceKinds']] ?? kind
}
