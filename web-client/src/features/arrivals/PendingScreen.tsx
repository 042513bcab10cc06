// What an account sees that waits for approval: its own application. Looks again by itself, and goes on when it is let in.
import { useEffect, useState } from 'react'
import { useStore, type OwnApplication } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { EntranceFrame } from '../entrance/EntranceFrame'
import entrance from '../entrance/entrance.module.css'
import styles from './arrivals.module.css'

const LOOK_AGAIN_MS = 5_000

export function PendingScreen() {
  const { m, locale, format } = useText()
  const store = useStore()
  const [own, setOwn] = useState<OwnApplication>()
  useEffect(() => {
    document.title = `${m.arrivals.pendingTitle} – ${m.product}`
  }, [m])
  useEffect(() => {
    const look = () =>
      void store.ownApplication().then((outcome) => {
        if (!outcome.ok) return
        setOwn(outcome.value)
        if (outcome.value.state === 'approved') void store.comeIn()
      })
    look()
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') look()
    }, LOOK_AGAIN_MS)
    return () => clearInterval(timer)
  }, [store])
  return (
    <EntranceFrame>
      <div className={entrance.card}>
        <h1>{m.arrivals.pendingTitle}</h1>
        {own ? (
          <>
            <p role="status" className={styles.state}>
              {m.arrivals.states[own.state]}
            </p>
            <div className={styles.facts}>
              <p className={styles.strong}>
                {own.given} {own.family}
              </p>
              <p className={styles.soft}>{own.organisation[locale] || own.organisation.fi}</p>
              <p className={styles.soft}>{own.email}</p>
              <p className={styles.soft}>
                {m.arrivals.sentAt}: {format.day(Date.parse(own.made_at))}
              </p>
              <p className={styles.words}>{own.reason}</p>
            </div>
            {own.state === 'refused' ? (
              <>
                <p className={styles.words}>{own.decision}</p>
                <p className={styles.soft}>{m.arrivals.refusedLead}</p>
                <p>
                  <a href="/register">{m.arrivals.applyAgain}</a>
                </p>
              </>
            ) : (
              <p className={styles.soft}>{m.arrivals.pendingLead}</p>
            )}
          </>
        ) : (
          <p>{m.loading}</p>
        )}
        <Button icon="out" onPress={() => void store.signOut()}>
          {m.signIn.signOut}
        </Button>
      </div>
    </EntranceFrame>
  )
}
