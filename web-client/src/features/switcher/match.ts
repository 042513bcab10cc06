// Ranks names by what was typed: the beginning of the name first, the beginning of a word next, then anywhere, then the
// letters in order. Pure.

export function rank(name: string, query: string): number | undefined {
  const within = name.toLowerCase()
  const sought = query.toLowerCase().trim()
  if (sought === '') return 3
  if (within.startsWith(sought)) return 0
  const at = within.indexOf(sought)
  if (at > 0) return /[\s\-_./]/.test(within[at - 1] ?? '') ? 1 : 2
  let from = 0
  for (const letter of sought.replaceAll(' ', '')) {
    from = within.indexOf(letter, from) + 1
    if (from === 0) return undefined
  }
  return 4
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
