// For administrators: the state of somebody's account, and the ways to close and open it.
import { Suspense, useState } from 'react'
import { useStore, type AccountView, type ProfileBody } from '../../store'
import { useText, type Messages } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { refusalWords } from '../people/refusals'
import type { Closing } from './CloseAccount'
import { LazyCloseAccount } from './lazy'
import styles from './directory.module.css'
import { statusWord } from './words'

function roleWord(role: string, m: Messages): string {
  return m.who.roles[role as keyof Messages['who']['roles']] ?? role
}

export function AccountCard({ body, account, onChange }: { body: ProfileBody; account: AccountView; onChange: () => void }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [closing, setClosing] = useState<Closing>()
  const isOpen = account.status === 'active'
  const isClosed = account.status === 'suspended' || account.status === 'ended'
  const reopen = () => void store.reopenAccount(body.member.id).then((outcome) => (outcome.ok ? onChange() : announce(refusalWords(outcome.refusal, m))))
  return (
    <section className={styles.card}>
      <h2>{m.who.account}</h2>
      <p>{account.email}</p>
      <p className={styles.soft}>
        {statusWord(account.status, m)} · {roleWord(account.role, m)}
      </p>
      <div className={styles.buttons}>
        {isOpen && <Button onPress={() => setClosing('suspend_member')}>{m.who.suspend}</Button>}
        {account.status !== 'ended' && (isOpen || isClosed) && (
          <Button look="danger" onPress={() => setClosing('end_membership')}>
            {m.who.end}
          </Button>
        )}
        {isClosed && <Button onPress={reopen}>{m.who.reopen}</Button>}
      </div>
      {closing !== undefined && (
        <Suspense>
          <LazyCloseAccount
            member={body.member}
            how={closing}
            onClose={() => {
              setClosing(undefined)
              onChange()
            }}
          />
        </Suspense>
      )}
    </section>
  )
}
