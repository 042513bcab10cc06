// The card of a workspace that is on the screen, asked for anew when something of it changes.
import { useCallback, useEffect, useState } from 'react'
import { useSelected, useStore, type Refusal, type WorkspaceCard, type WorkspaceId } from '../../store'

export interface Card {
  readonly card: WorkspaceCard | undefined
  readonly refusal: Refusal | undefined
  readonly reload: () => void
}

export function useCard(workspace: WorkspaceId): Card {
  const store = useStore()
  const held = useSelected((state) => state.workspaces.get(workspace))
  const [card, setCard] = useState<WorkspaceCard>()
  const [refusal, setRefusal] = useState<Refusal>()
  const reload = useCallback(() => {
    void store.workspaceCard(workspace).then((outcome) => {
      if (outcome.ok) {
        setCard(outcome.value)
        setRefusal(undefined)
        store.needMembers(outcome.value.workspace.owners)
      } else setRefusal(outcome.refusal)
    })
  }, [store, workspace])
  // What a member holds is newer than what was asked for once.
  useEffect(reload, [reload, held?.version])
  return { card, refusal, reload }
}
