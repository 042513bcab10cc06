// A profile as the server tells it to this reader, asked for again whenever the person's view becomes a newer one.
import { useCallback, useEffect, useState } from 'react'
import { useSelected, useStore, type MemberId, type ProfileBody, type Refusal } from '../../store'

export interface Profile {
  readonly body: ProfileBody | undefined
  readonly refusal: Refusal | undefined
  /** After an act that the view may not tell of. */
  again(): void
}

export function useProfile(id: MemberId): Profile {
  const store = useStore()
  const [answer, setAnswer] = useState<{ body?: ProfileBody; refusal?: Refusal }>({})
  const version = useSelected((state) => state.members.get(id)?.version)
  const isLive = useSelected((state) => state.connection.name === 'live')
  const again = useCallback(() => {
    void store.readProfile(id).then((outcome) =>
      // What was read before stays while there is no connection.
      setAnswer((former) => (outcome.ok ? { body: outcome.value } : outcome.refusal.retry === 'no' ? { refusal: outcome.refusal } : { ...former, refusal: outcome.refusal })),
    )
  }, [store, id])
  useEffect(again, [again, version, isLive])
  return { body: answer.body, refusal: answer.refusal, again }
}
