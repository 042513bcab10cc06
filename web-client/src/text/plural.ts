// Picks the word form that a number asks for. Finnish, Swedish and English all have `one` and `other`.

export function count(locale: string): (n: number, forms: { one: string; other: string }) => string {
  const rules = new Intl.PluralRules(locale)
  return (n, forms) => (rules.select(n) === 'one' ? forms.one : forms.other)
}

/** A number with its word: all three languages count one and more. */
export function counted(n: number, one: string, other: string): string {
  return `${n} ${n === 1 ? one : other}`
}
