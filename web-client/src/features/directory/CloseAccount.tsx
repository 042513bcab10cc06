// Closing an account: what would be left without an owner is shown, and gets one in the same act. Used by administrators for
// others and by everybody for themselves.
import { useEffect, useState } from 'react'
import { useStore, type DutiesBody, type MemberView } from '../../store'
import { useText, type Messages } from '../../text'
import { Button } from '../../ui/Button'
import { Tick } from '../../ui/Form'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { Choice } from './Choice'
import styles from './directory.module.css'

export type Closing = 'suspend_member' | 'end_membership' | 'leave_network'

function wordsOf(how: Closing, name: string, m: Messages): { title: string; explain: string; act: string } {
  if (how === 'leave_network') return { title: m.who.leaveTitle, explain: m.who.leaveExplain, act: m.who.leave }
  if (how === 'suspend_member') return { title: m.who.suspendTitle(name), explain: m.who.suspendExplain, act: m.who.suspend }
  return { title: m.who.endTitle(name), explain: m.who.endExplain, act: m.who.end }
}

export function CloseAccount({ member, how, onClose }: { member: MemberView; how: Closing; onClose: () => void }) {
  const { m } = useText()
  const store = useStore()
  const [duties, setDuties] = useState<DutiesBody>()
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({})
  const [isSure, setSure] = useState(how !== 'leave_network')
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string>()
  const words = wordsOf(how, memberName(member, m), m)
  useEffect(() => {
    void store.readDuties(member.id).then((outcome) => (outcome.ok ? setDuties(outcome.value) : setRefused(refusalWords(outcome.refusal, m))))
  }, [store, member.id, m])

  const close = async () => {
    setBusy(true)
    const successors = Object.entries(chosen).map(([workspace, successor]) => ({ workspace, member: successor }))
    const outcome = await store.closeAccount({ member: member.id, successors }, how)
    setBusy(false)
    // Whoever leaves is signed out before the answer comes.
    if (outcome.ok || (how === 'leave_network' && outcome.refusal.code === 'not_signed_in')) onClose()
    else setRefused(refusalWords(outcome.refusal, m))
  }
  const isLast = duties?.is_last_administrator === true

  return (
    <DialogFrame
      alert
      title={words.title}
      closeLabel={m.close}
      onClose={onClose}
      foot={
        <>
          <Button onPress={onClose}>{m.cancel}</Button>
          <Button look="danger" isDisabled={!duties || isLast || !isSure || isBusy} onPress={() => void close()}>
            {words.act}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{words.explain}</p>
        {isLast && (
          <p role="alert" className={styles.refused}>
            {m.who.lastAdministrator}
          </p>
        )}
        {duties && duties.workspaces.length > 0 && <Duties duties={duties} chosen={chosen} onChoose={(workspace, successor) => setChosen({ ...chosen, [workspace]: successor })} />}
        {duties && duties.hidden > 0 && <p>{m.who.dutiesHidden(duties.hidden)}</p>}
        {how === 'leave_network' && <Tick label={m.who.leaveSure} isOn={isSure} onChange={setSure} />}
        {refused !== undefined && (
          <p role="alert" className={styles.refused}>
            {refused}
          </p>
        )}
      </div>
    </DialogFrame>
  )
}

function Duties({ duties, chosen, onChoose }: { duties: DutiesBody; chosen: Readonly<Record<string, string>>; onChoose: (workspace: string, successor: string) => void }) {
  const { m } = useText()
  return (
    <div className={styles.form}>
      <p>{m.who.duties}</p>
      {duties.workspaces.map(({ workspace, candidates, candidate_count }) =>
        candidates.length === 0 ? (
          <p key={workspace.id}>{candidate_count > 0 ? m.who.dutyByRule(workspace.name) : m.who.dutyArchived(workspace.name)}</p>
        ) : (
          <Choice
            key={workspace.id}
            label={m.who.dutyOf(workspace.name)}
            value={chosen[workspace.id] ?? candidates[0]?.member.id ?? ''}
            options={candidates.map((one) => [one.member.id, memberName(one.member, m)] as const)}
            onChange={(successor) => onChoose(workspace.id, successor)}
          />
        ),
      )}
    </div>
  )
}
