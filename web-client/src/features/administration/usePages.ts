// A list that comes page by page: the first when the question changes, further ones on asking.
import { useCallback, useState } from 'react'
import type { Outcome } from '../../store'
import { useAnswer, type Asked } from './useAnswer'

interface Page {
  readonly total: number
  readonly has_more: boolean
}

export interface Pages<Row> {
  readonly rows: readonly Row[]
  readonly total: number
  readonly hasMore: boolean
}

/** `ask` must keep its identity while the question is the same; it is given the last row that is there. */
export function usePages<Row, Body extends Page>(
  ask: (after: Row | undefined) => Promise<Outcome<Body>>,
  rowsOf: (body: Body) => readonly Row[],
): Asked<Pages<Row>> & { more: () => void } {
  const [further, setFurther] = useState<{ of?: Body; bodies: readonly Body[]; isAsking: boolean }>({ bodies: [], isAsking: false })
  const first = useAnswer(useCallback(() => ask(undefined), [ask]))
  // Pages that followed a former first page belong to it alone.
  const mine = further.of === first.value ? further : { bodies: [], isAsking: false }
  const bodies = first.value === undefined ? [] : [first.value, ...mine.bodies]
  const last = bodies.at(-1)
  const rows = bodies.flatMap((body) => [...rowsOf(body)])
  const more = () => {
    const of = first.value
    if (of === undefined) return
    setFurther({ of, bodies: mine.bodies, isAsking: true })
    void ask(rows.at(-1)).then((outcome) =>
      setFurther((former) => (former.of === of ? { of, bodies: outcome.ok ? [...former.bodies, outcome.value] : former.bodies, isAsking: false } : former)),
    )
  }
  return {
    ...(last !== undefined && first.value !== undefined && { value: { rows, total: first.value.total, hasMore: last.has_more } }),
    ...(first.refusal && { refusal: first.refusal }),
    isAsking: first.isAsking || mine.isAsking,
    again: first.again,
    more,
  }
}
