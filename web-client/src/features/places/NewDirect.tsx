// A private conversation: find people, choose, start. The same people always get the same conversation.
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useSelected, useStore, type MemberView } from '../../store'
import { useText } from '../../text'
import { Button, IconButton } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { DialogFrame } from '../../ui/overlay/DialogFrame'
import { mainOrganisation, memberName, organisationName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { Face } from '../people/Face'
import styles from './places.module.css'

const MOST_FOUND = 20

export function NewDirect({ onClose }: { onClose: () => void }) {
  const { m, locale } = useText()
  const store = useStore()
  const navigate = useNavigate()
  const me = useSelected((state) => state.me?.id)
  const [query, setQuery] = useState('')
  const [found, setFound] = useState<readonly MemberView[]>([])
  const [chosen, setChosen] = useState<readonly MemberView[]>([])
  const [refused, setRefused] = useState<string>()

  useEffect(() => {
    let isWanted = true
    void store.findMembers(query, undefined, MOST_FOUND).then((members) => isWanted && setFound(members))
    return () => {
      isWanted = false
    }
  }, [store, query])

  const start = async () => {
    const outcome = await store.openDirect(chosen.map((member) => member.id))
    if (!outcome.ok) return setRefused(refusalWords(outcome.refusal, m))
    onClose()
    await navigate({ to: '/c/$channel', params: { channel: outcome.value } })
  }
  const choose = (member: MemberView) => {
    setChosen([...chosen, member])
    setQuery('')
  }
  const offered = found.filter((member) => member.id !== me && !chosen.some((one) => one.id === member.id))

  return (
    <DialogFrame
      title={m.direct.create}
      closeLabel={m.close}
      onClose={onClose}
      foot={
        <Button look="primary" isDisabled={chosen.length === 0} onPress={() => void start()}>
          {m.direct.start}
        </Button>
      }
    >
      <div className={styles.form}>
        {chosen.length > 0 && (
          <ul role="list" className={styles.chosen} aria-label={m.direct.chosen(chosen.length)}>
            {chosen.map((member) => (
              <li key={member.id} className={styles.chip}>
                {memberName(member, m)}
                <IconButton icon="close" size="small" label={m.direct.remove(memberName(member, m))} onPress={() => setChosen(chosen.filter((one) => one !== member))} />
              </li>
            ))}
          </ul>
        )}
        <Field label={m.direct.to} placeholder={m.direct.find} type="search" value={query} autoFocus onChange={(event) => setQuery(event.target.value)} />
        <ul role="list" className={styles.people}>
          {offered.map((member) => (
            <li key={member.id}>
              <button type="button" className={styles.person} onClick={() => choose(member)}>
                <Face id={member.id} member={member} />
                <span>
                  <span className={styles.strong}>{memberName(member, m)}</span>
                  <span className={styles.soft}>{organisationName(mainOrganisation(store.getSnapshot(), member), locale) || member.title}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
        {offered.length === 0 && query !== '' && <p className={styles.soft}>{m.members.none}</p>}
        {refused !== undefined && (
          <p role="alert" className={styles.refused}>
            {refused}
          </p>
        )}
      </div>
    </DialogFrame>
  )
}
