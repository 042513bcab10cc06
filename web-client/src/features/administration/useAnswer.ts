// What a part asks for when it opens and whenever the question changes: the answer, or why there is none, and a way to
// ask again. An answer to a former question is thrown away.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Outcome, Refusal } from '../../store'

export interface Asked<T> {
  readonly value?: T
  readonly refusal?: Refusal
  readonly isAsking: boolean
  readonly again: () => void
}

/** `ask` must keep its identity while the question is the same. */
export function useAnswer<T>(ask: () => Promise<Outcome<T>>): Asked<T> {
  const [answer, setAnswer] = useState<{ value?: T; refusal?: Refusal; isAsking: boolean }>({ isAsking: true })
  const newest = useRef(0)
  const again = useCallback(() => {
    const mine = (newest.current += 1)
    setAnswer((former) => ({ ...former, isAsking: true }))
    void ask().then((outcome) => {
      if (newest.current !== mine) return
      setAnswer((former) =>
        outcome.ok
          ? { value: outcome.value, isAsking: false }
          : { ...(former.value !== undefined && { value: former.value }), refusal: outcome.refusal, isAsking: false },
      )
    })
  }, [ask])
  useEffect(() => {
    again()
    const current = newest
    return () => {
      current.current += 1
    }
  }, [again])
  return { ...answer, again }
}

/** A word that has not changed for a moment, so that typing does not ask for each letter. */
export function useSettled(word: string): string {
  const [settled, setSettled] = useState(word)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(word), 250)
    return () => clearTimeout(timer)
  }, [word])
  return settled
}
