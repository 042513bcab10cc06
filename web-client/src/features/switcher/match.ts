// Ranks names by what was typed: the beginning of the name first, the beginning of a word next, then anywhere, then the
// letters in order, and last a name with one slip. Pure.

export function rank(name: string, query: string): number | undefined {
  const within = name.toLowerCase()
  const sought = query.toLowerCase().trim()
  if (sought === '') return 3
  if (within.startsWith(sought)) return 0
  const at = within.indexOf(sought)
  if (at > 0) return /[\s\-_./]/.test(within[at - 1] ?? '') ? 1 : 2
  if (sought.length > 3 && within.split(/[\s\-_./]+/).some((word) => isSlip(word.slice(0, sought.length + 1), sought))) return 5
  let from = 0
  for (const letter of sought.replaceAll(' ', '')) {
    from = within.indexOf(letter, from) + 1
    if (from === 0) return undefined
  }
  return 4
}

/** Whether a beginning of the word is one letter away from what was typed. */
function isSlip(word: string, sought: string): boolean {
  let at = 0
  while (at < sought.length && word[at] === sought[at]) at++
  const rest = sought.slice(at + 1)
  const [next = '', after = ''] = [sought[at + 1], sought[at]]
  return (
    word.slice(at + 1).startsWith(rest) || // another letter
    word.slice(at).startsWith(rest) || // one too many
    word.slice(at + 1).startsWith(sought.slice(at)) || // one too few
    word.slice(at).startsWith(next + after + sought.slice(at + 2)) // two turned
  )
}

export function best<T>(things: readonly T[], nameOf: (thing: T) => string, query: string, most: number): T[] {
  return things
    .flatMap((thing) => {
      const place = rank(nameOf(thing), query)
      return place === undefined ? [] : [{ thing, place }]
    })
    .sort((a, b) => a.place - b.place)
    .slice(0, most)
    .map((one) => one.thing)
}
