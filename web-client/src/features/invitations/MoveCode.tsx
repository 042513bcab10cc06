// In "Minä": a code that signs the phone in. It is drawn when asked for, lives two minutes, works once, and the page tells
// when it has been used.
import { lazy, Suspense, useEffect, useState } from 'react'
import { useSelected, useStore, type MoveId } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Bar } from '../../ui/Bar'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { refusalWords } from '../people/refusals'
import styles from './invitations.module.css'

/** Drawing is fetched when a code is shown. */
const LazyQr = lazy(() => import('./Qr').then((part) => ({ default: part.Qr })))

const LASTS_S = 120

interface Code {
  id: MoveId
  address: string
  until: number
}

export function MoveCode() {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const moved = useSelected((state) => state.comingIn.moved)
  const [code, setCode] = useState<Code>()
  const [left, setLeft] = useState(LASTS_S)
  const [refused, setRefused] = useState<string>()
  const isUsed = code !== undefined && moved === code.id

  useEffect(() => {
    if (!code) return undefined
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil((code.until - performance.now()) / 1000))), 500)
    return () => clearInterval(timer)
  }, [code])

  const show = async () => {
    setRefused(undefined)
    const got = await store.beginMove()
    if (!got.ok) return setRefused(refusalWords(got.refusal, m))
    setLeft(LASTS_S)
    setCode({ id: got.value.id, address: `${location.origin}/move#${got.value.token}`, until: performance.now() + LASTS_S * 1000 })
  }
  const copy = (address: string) => void navigator.clipboard.writeText(address).then(() => announce(m.links.copied))

  return (
    <div className={styles.panel}>
      <p className={styles.soft}>{m.moving.explain}</p>
      {refused !== undefined && (
        <p role="alert" className={styles.refused}>
          {refused}
        </p>
      )}
      {isUsed && (
        <Bar icon="check" live>
          <strong>{m.moving.done}</strong> {m.moving.doneHint}
        </Bar>
      )}
      {code && !isUsed && left > 0 && (
        <div className={styles.move}>
          <div className={styles.qr}>
            <Suspense>
              <LazyQr words={code.address} label={m.moving.code} />
            </Suspense>
          </div>
          <div className={styles.panel}>
            <p>{m.moving.scan}</p>
            <p className={styles.soft}>{m.moving.secret}</p>
            <p className={styles.left} role="timer">
              {m.moving.left(left)}
            </p>
            <Field label={m.moving.address} readOnly value={code.address} onFocus={(event) => event.target.select()} />
            <div>
              <Button size="small" icon="link" onPress={() => copy(code.address)}>
                {m.moving.copy}
              </Button>
            </div>
          </div>
        </div>
      )}
      {code && !isUsed && left === 0 && <p role="status">{m.moving.over}</p>}
      {(!code || isUsed || left === 0) && (
        <div>
          <Button icon="device" onPress={() => void show()}>
            {code ? m.moving.renew : m.moving.show}
          </Button>
        </div>
      )}
    </div>
  )
}
