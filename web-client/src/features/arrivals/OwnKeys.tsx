// One's password, the other devices, and what waits for one to approve: parts of "Minä".
import { useEffect, useState } from 'react'
import { useStore } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import card from '../me/MeScreen.module.css'
import { refusalWords } from '../people/refusals'
import styles from './arrivals.module.css'

export function PasswordCard() {
  const { m } = useText()
  const store = useStore()
  const [current, setCurrent] = useState('')
  const [fresh, setFresh] = useState('')
  const [told, setTold] = useState<{ words: string; isRefusal: boolean }>()
  const [isBusy, setBusy] = useState(false)
  const change = async () => {
    setBusy(true)
    const outcome = await store.setPassword({ ...(current !== '' && { current }), password: fresh })
    setBusy(false)
    if (outcome.ok) {
      setCurrent('')
      setFresh('')
      return setTold({ words: m.arrivals.changed, isRefusal: false })
    }
    const { refusal } = outcome
    setTold({ words: refusal.code === 'bad_credentials' ? m.arrivals.currentWrong : refusalWords(refusal, m), isRefusal: true })
  }
  return (
    <section className={card.card}>
      <h2>{m.arrivals.passwordTitle}</h2>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void change()
        }}
      >
        <p className={styles.soft}>{m.arrivals.passwordHint}</p>
        <Field label={m.arrivals.current} hint={m.arrivals.currentHint} type="password" autoComplete="current-password" value={current} onChange={(event) => setCurrent(event.target.value)} />
        <Field label={m.arrivals.fresh} hint={m.signIn.choosePasswordHint} type="password" autoComplete="new-password" value={fresh} onChange={(event) => setFresh(event.target.value)} />
        {told && (
          <p role={told.isRefusal ? 'alert' : 'status'} className={told.isRefusal ? styles.error : styles.strong}>
            {told.words}
          </p>
        )}
        <div className={styles.buttons}>
          <Button type="submit" isDisabled={isBusy || fresh.length < 12}>
            {m.arrivals.change}
          </Button>
        </div>
      </form>
    </section>
  )
}

export function EndOthers({ own, onEnded }: { own: string; onEnded: () => void }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const end = async () => {
    const outcome = await store.endOtherSessions(own)
    announce(outcome.ok ? m.arrivals.othersEnded : refusalWords(outcome.refusal, m))
    onEnded()
  }
  return (
    <Button size="small" onPress={() => void end()}>
      {m.arrivals.endOthers}
    </Button>
  )
}

/** Shown to who keeps a gate: the network's, or that of an organisation. */
export function GateCard() {
  const { m } = useText()
  const store = useStore()
  const [count, setCount] = useState(0)
  useEffect(() => void store.applications('waiting').then((outcome) => outcome.ok && setCount(outcome.value.length)), [store])
  if (count === 0) return null
  return (
    <section className={card.card}>
      <h2>{m.arrivals.gate}</h2>
      <p>
        {m.arrivals.gateCount(count)} <a href="/arrivals">{m.arrivals.open}</a>
      </p>
    </section>
  )
}
