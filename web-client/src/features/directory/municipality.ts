// A municipality in words, and all of them to choose from. Apart from the other words, since the table of names is long.
import type { Locale, Messages } from '../../text'
import { municipalities, municipalityName } from '../../text/municipalities'

/** By its figures when it has gone from the list. */
export function municipalityWord(code: string, m: Messages, locale: Locale): string {
  return municipalityName(code, locale) ?? m.who.municipalityOf(code)
}

/** The one that is kept stays among them, whatever the list says. */
export function municipalityOptions(kept: string, m: Messages, locale: Locale): readonly (readonly [string, string])[] {
  const isUnlisted = kept !== '' && municipalityName(kept, locale) === undefined
  return [['', m.who.noMunicipality], ...(isUnlisted ? [[kept, municipalityWord(kept, m, locale)] as const] : []), ...municipalities(locale)]
}
