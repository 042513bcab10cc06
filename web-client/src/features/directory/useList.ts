// A list that is asked for anew when the question changes, after a moment of quiet; what came too late is dropped.
import { useEffect, useState } from 'react'
import { useSelected, type Outcome, type Refusal } from '../../store'

const QUIET_MS = 200

export function useList<T>(question: string, ask: (question: string) => Promise<Outcome<T>>): { body: T | undefined; refusal: Refusal | undefined } {
  const [answer, setAnswer] = useState<{ body?: T; refusal?: Refusal }>({})
  const isLive = useSelected((state) => state.connection.name === 'live')
  useEffect(() => {
    let isWanted = true
    const soon = setTimeout(() => {
      void ask(question).then((outcome) => {
        if (isWanted) setAnswer(outcome.ok ? { body: outcome.value } : { refusal: outcome.refusal })
      })
    }, QUIET_MS)
    return () => {
      isWanted = false
      clearTimeout(soon)
    }
    // `ask` is the same for the same question; a connection that came back asks again.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [question, isLive])
  return { body: answer.body, refusal: answer.refusal }
}
