// One person in a list: face, name, organisation. Opens their card.
import { Suspense, useRef, useState } from 'react'
import { select, useSelected, type MemberId } from '../../store'
import { useText } from '../../text'
import { LazyProfileCard } from '../lazy'
import { Face } from './Face'
import styles from './MemberLine.module.css'
import { mainOrganisation, memberName, organisationName } from './names'

export function MemberLine({ id, note }: { id: MemberId; note?: string | undefined }) {
  const { m, locale } = useText()
  const member = useSelected((state) => state.members.get(id))
  const organisation = useSelected((state) => mainOrganisation(state, member))
  const presence = useSelected((state) => select.presence(state, id))
  const [isOpen, setOpen] = useState(false)
  const trigger = useRef<HTMLButtonElement>(null)
  return (
    <>
      <button type="button" ref={trigger} className={styles.line} aria-haspopup="dialog" aria-expanded={isOpen} onClick={() => setOpen(true)}>
        <Face id={id} member={member} presence={presence} />
        <span className={styles.words}>
          <span className={styles.name}>
            {memberName(member, m)}
            {presence !== 'away' && <span className="sr-only">, {m.context.present}</span>}
            {note && <span className={styles.note}>{note}</span>}
          </span>
          <span className={styles.organisation}>{organisationName(organisation, locale)}</span>
        </span>
      </button>
      {isOpen && (
        <Suspense>
          <LazyProfileCard id={id} trigger={trigger} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
