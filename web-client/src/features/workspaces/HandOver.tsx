// Handing a workspace over: a member is chosen, what one is afterwards is chosen, and it happens in one act.
import { useEffect, useState } from 'react'
import { select, useSelected, useStore } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Choices } from '../../ui/Field'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { Chooser } from './fields'
import type { Part } from './SettingsScreen'
import styles from './workspaces.module.css'

const AFTERWARDS = ['facilitator', 'member', 'gone'] as const

export function HandOver({ card, onSaved }: Part) {
  const { m, locale } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const { workspace } = card
  const me = useSelected((state) => state.me?.id)
  const roles = useSelected((state) => select.placeMembers(state, workspace.id))
  const members = useSelected((state) => state.members)
  const [heir, setHeir] = useState('')
  const [then, setThen] = useState<string>('facilitator')
  const [isAsked, ask] = useState(false)
  useEffect(() => void store.loadPlaceMembers({ workspace: workspace.id }), [store, workspace.id])
  const others = (roles ?? []).filter((one) => one.member !== me && one.role !== 'guest').map((one) => ({ value: one.member, name: memberName(members.get(one.member), m) }))
  others.sort((a, b) => a.name.localeCompare(b.name, locale))
  const name = others.find((one) => one.value === heir)?.name ?? ''

  const handOver = async () => {
    const outcome = await store.handOver(workspace.id, heir, then)
    ask(false)
    announce(outcome.ok ? m.workspaces.handedOver(name) : refusalWords(outcome.refusal, m))
    if (outcome.ok) onSaved()
  }

  return (
    <section className={styles.card}>
      <h2>{m.workspaces.handOver}</h2>
      <p className={styles.soft}>{m.workspaces.handOverHint}</p>
      {roles && others.length === 0 && <p>{m.workspaces.noHeir}</p>}
      {others.length > 0 && (
        <>
          <Chooser label={m.workspaces.heir} value={heir} onChange={setHeir} choices={[{ value: '', name: m.workspaces.chooseHeir }, ...others]} />
          <Choices label={m.workspaces.afterwards} name="then" side value={then} onChange={setThen} choices={AFTERWARDS.map((value) => ({ value, name: m.workspaces.thenYouAre[value] }))} />
          <div>
            <Button isDisabled={heir === ''} onPress={() => ask(true)}>
              {m.workspaces.handOver}
            </Button>
          </div>
        </>
      )}
      {isAsked && (
        <DialogFrame
          title={m.workspaces.handOverTitle(name)}
          closeLabel={m.close}
          size="small"
          alert
          onClose={() => ask(false)}
          foot={
            <>
              <Button onPress={() => ask(false)}>{m.cancel}</Button>
              <Button look="danger" onPress={() => void handOver()}>
                {m.workspaces.handOverDo}
              </Button>
            </>
          }
        >
          <p>
            {m.workspaces.afterwards}: {m.workspaces.thenYouAre[then as (typeof AFTERWARDS)[number]]}.
          </p>
        </DialogFrame>
      )}
    </section>
  )
}
