// Emoji by name in English, Finnish and Swedish: what `:hymy:` means, and what to offer as one types.
// The table is a chosen few hundred, [emoji, en, fi, sv], names apart by spaces, the best one first; no name
// stands for two of them. Labels are the Unicode consortium's (CLDR) where we had no shorter word.
import table from './emoji-names.json'

export type Language = 'fi' | 'sv' | 'en'
export type EmojiHit = { emoji: string; name: string }

type Row = { emoji: string; names: Record<Language, string[]>; all: string[] }

const rows: Row[] = table.map((row) => {
  const [emoji = '', ...words] = row
  const [en = [], fi = [], sv = []] = words.map((names) => names.split(' '))
  return { emoji, names: { en, fi, sv }, all: [...en, ...fi, ...sv] }
})
const byName = new Map(rows.flatMap((row) => row.all.map((name) => [name, row.emoji] as const)))

/** The emoji that a name between colons stands for, in any of the three languages. */
export const emojiNamed = (name: string): string | undefined => byName.get(folded(name))

/** What to offer for the beginning of a name, the best first, named in the language asked for. */
export function searchEmoji(query: string, language: Language, limit = 8): EmojiHit[] {
  const wanted = folded(query.replace(/:/g, '').trim()).replace(/\s+/g, '_')
  if (wanted === '') return []
  return rows
    .map((row) => ({ row, rank: rankOf(row, wanted, language) }))
    .filter(({ rank }) => rank < NOT_FOUND)
    .sort((one, other) => one.rank - other.rank)
    .slice(0, limit)
    .map(({ row }) => ({ emoji: row.emoji, name: row.names[language][0] ?? row.all[0] ?? '' }))
}

const NOT_FOUND = 9
const folded = (name: string) => name.toLowerCase().normalize('NFC')

/** Own language before the others, whole names before beginnings, beginnings before the middle of a name. */
function rankOf(row: Row, wanted: string, language: Language): number {
  const own = row.names[language]
  if (own.includes(wanted)) return 0
  if (row.all.includes(wanted)) return 1
  if (own[0]?.startsWith(wanted)) return 2
  if (own.some((name) => name.startsWith(wanted))) return 3
  if (row.all.some((name) => name.startsWith(wanted))) return 4
  if (own.some((name) => name.includes(`_${wanted}`))) return 5
  return row.all.some((name) => name.includes(wanted)) ? 6 : NOT_FOUND
}

/** Every emoji of the table in its order, named in the language asked for. */
export const allEmoji = (language: Language): EmojiHit[] =>
  rows.map((row) => ({ emoji: row.emoji, name: row.names[language][0] ?? row.all[0] ?? '' }))
