// Administrators of the network who look or have looked into a workspace, as its owners see it.
import { useCallback, useEffect, useState } from 'react'
import { useSelected, useStore, type GlassView, type WorkspaceId } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import styles from './workspaces.module.css'

function useGlasses(workspace: WorkspaceId): { glasses: readonly GlassView[]; reload: () => void } {
  const store = useStore()
  const [glasses, setGlasses] = useState<readonly GlassView[]>([])
  // An owner hears on the own stream when glass is broken; the cursor moves with it.
  const heard = useSelected((state) => (state.me ? state.streams.get(state.me.id)?.cursor : undefined))
  const reload = useCallback(() => {
    void store.workspaceGlasses(workspace).then((outcome) => {
      if (!outcome.ok) return
      setGlasses(outcome.value)
      store.needMembers(outcome.value.flatMap((one) => [one.asked_by, ...(one.confirmed_by === undefined ? [] : [one.confirmed_by])]))
    })
  }, [store, workspace])
  useEffect(reload, [reload, heard])
  return { glasses, reload }
}

/** Stands on the front while somebody looks. */
export function GlassNotice({ workspace }: { workspace: WorkspaceId }) {
  const { m } = useText()
  const { glasses, reload } = useGlasses(workspace)
  const open = glasses.filter((one) => one.state === 'broken')
  if (open.length === 0) return null
  return (
    <div className={styles.notice} role="status">
      <Icon name="eye" />
      <div className={styles.grow}>
        <p>{m.workspaces.looking}</p>
        {open.map((glass) => (
          <Line key={glass.id} glass={glass} onMended={reload} />
        ))}
      </div>
    </div>
  )
}

/** Every look there has been. */
export function GlassList({ workspace }: { workspace: WorkspaceId }) {
  const { m } = useText()
  const { glasses, reload } = useGlasses(workspace)
  return (
    <>
      <h3 className={styles.strong}>{m.workspaces.looked}</h3>
      {glasses.length === 0 && <p className={styles.soft}>{m.workspaces.nobodyLooked}</p>}
      {glasses.map((glass) => (
        <Line key={glass.id} glass={glass} onMended={reload} />
      ))}
    </>
  )
}

function Line({ glass, onMended }: { glass: GlassView; onMended: () => void }) {
  const { m, format } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const who = useSelected((state) => memberName(state.members.get(glass.asked_by), m))
  const by = useSelected((state) => memberName(glass.confirmed_by === undefined ? undefined : state.members.get(glass.confirmed_by), m))
  const state = m.workspaces.glassStates[glass.state as keyof typeof m.workspaces.glassStates] ?? glass.state
  const mend = () => void store.mendGlass(glass.id).then((outcome) => (outcome.ok ? onMended() : announce(refusalWords(outcome.refusal, m))))
  return (
    <div className={styles.row}>
      <div className={styles.grow}>
        <p>
          <span className={styles.strong}>{m.workspaces.lookedLine(who, by)}</span> · {state}
          {glass.state === 'broken' && glass.until !== undefined && ` · ${m.workspaces.until(format.time(Date.parse(glass.until)))}`}
        </p>
        <p className={styles.note}>
          {format.full(Date.parse(glass.asked_at))}: {glass.reason}
        </p>
      </div>
      {glass.state === 'broken' && (
        <Button size="small" onPress={mend}>
          {m.workspaces.mend}
        </Button>
      )}
    </div>
  )
}
