// Picks the word form that a number asks for. Finnish, Swedish and English all have `one` and `other`.

export function count(locale: string): (n: number, forms: { one: string; other: string }) => string {
  const rules = new Intl.PluralRules(locale)
  return (n, forms) => (rules.select(n) === 'one' ? forms.one : forms.other)
}
