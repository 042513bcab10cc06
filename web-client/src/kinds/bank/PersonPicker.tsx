// Finding a person by name and picking them.
import { useState } from 'react'
import { useStore, type MemberId, type MemberView } from '../../store'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import styles from './bank.module.css'
import { useWords } from './text'

interface Props {
  label: string
  hint: string
  without: readonly MemberId[]
  onPick: (member: MemberId) => void
}

const MOST = 6

export function PersonPicker({ label, hint, without, onPick }: Props) {
  const words = useWords()
  const store = useStore()
  const [isOpen, setOpen] = useState(false)
  const [name, setName] = useState('')
  const [found, setFound] = useState<readonly MemberView[]>([])
  const look = (query: string) => {
    setName(query)
    if (query.trim() === '') return setFound([])
    void store.findMembers(query.trim(), undefined, MOST).then(setFound)
  }
  if (!isOpen)
    return (
      <div>
        <Button icon="person" onPress={() => setOpen(true)}>
          {label}
        </Button>
      </div>
    )
  return (
    <div className={styles.panel}>
      <Field label={hint} hint={words.find} value={name} autoFocus onChange={(event) => look(event.target.value)} />
      <ul role="list" className={styles.people}>
        {found
          .filter((member) => !without.includes(member.id))
          .map((member) => (
            <li key={member.id}>
              <button
                type="button"
                className={styles.person}
                onClick={() => {
                  onPick(member.id)
                  setOpen(false)
                  look('')
                }}
              >
                {member.given} {member.family}
                <span className={styles.soft}>{member.title}</span>
              </button>
            </li>
          ))}
      </ul>
    </div>
  )
}
