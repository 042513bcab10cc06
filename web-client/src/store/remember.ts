// Keeps the last answer of a selector until one of the things it was computed from is another object.

interface Kept {
  inputs: readonly unknown[]
  value: unknown
}

const kept = new Map<string, Kept>()
/** Far more than one screen and all lists read at once; beyond it an old answer is made anew. */
const MOST = 20_000

/** The former value while every input is the same; `compute` gets the former value to take parts from. */
export function remember<T>(key: string, inputs: readonly unknown[], compute: (former: T | undefined) => T): T {
  const former = kept.get(key)
  if (former && former.inputs.every((input, at) => Object.is(input, inputs[at]))) return former.value as T
  const value = compute(former?.value as T | undefined)
  kept.delete(key)
  kept.set(key, { inputs, value })
  if (kept.size > MOST) {
    const oldest = kept.keys().next().value
    if (oldest !== undefined) kept.delete(oldest)
  }
  return value
}

/** The former list when it has the same members in the same order. */
export function sameList<T>(former: readonly T[] | undefined, next: readonly T[]): readonly T[] {
  if (former && former.length === next.length && former.every((one, at) => Object.is(one, next[at]))) return former
  return next
}
