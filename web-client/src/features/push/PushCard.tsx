// In "Minä": notices on this device, the other devices that take them, a trial, and how the app comes on a phone.
import { lazy, Suspense, useCallback, useEffect, useState } from 'react'
import type { PushDeviceView } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Choices } from '../../ui/Field'
import { Icon } from '../../ui/Icon'
import card from '../me/MeScreen.module.css'
import { refusalWords } from '../people/refusals'
import { begin, can, forget, listed, test, type Done } from './device'
import styles from './push.module.css'

const InstallGuide = lazy(() => import('./InstallGuide').then((part) => ({ default: part.InstallGuide })))

export function PushCard() {
  const { m, locale } = useText()
  const announce = useAnnounce()
  const [devices, setDevices] = useState<readonly PushDeviceView[]>([])
  const [shows, setShows] = useState('full')
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string>()
  const [guides, setGuides] = useState(false)
  const own = devices.find((device) => device.own)
  const able = can()
  const load = useCallback(async () => {
    const got = await listed()
    if (!got.ok) return
    setDevices(got.value.devices)
    const mine = got.value.devices.find((device) => device.own)
    if (mine) setShows(mine.shows)
  }, [])
  useEffect(() => void load(), [load])

  const done = (outcome: Done<unknown>, words: string) => {
    if (outcome.ok) announce(words)
    setRefused(outcome.ok ? undefined : because(outcome))
  }
  const because = (outcome: Extract<Done<unknown>, { ok: false }>) => {
    if (outcome.refusal) return refusalWords(outcome.refusal, m)
    return outcome.because === 'blocked' ? m.push.blocked : m.push.failed
  }
  const turnOn = async (how: string) => {
    setBusy(true)
    done(await begin(locale, how), m.push.isOn)
    await load()
    setBusy(false)
  }
  const drop = async (device: PushDeviceView) => {
    done(await forget(device), m.push.forgotten)
    await load()
  }

  return (
    <section className={card.card} aria-labelledby="push">
      <h2 id="push">{m.push.title}</h2>
      <p className={card.soft}>{m.push.hint}</p>
      {refused !== undefined && (
        <p role="alert" className={styles.refused}>
          {refused}
        </p>
      )}
      {able === 'blocked' && <p className={styles.note}>{m.push.blocked}</p>}
      {able === 'install' && <p className={styles.note}>{m.push.appleFirst}</p>}
      {able === 'unknown' && <p className={styles.note}>{m.push.unable}</p>}
      {able === 'yes' && (
        <div className={styles.choice}>
          <Choices
            label={m.push.shows}
            name="push-shows"
            value={shows}
            choices={(['full', 'sender', 'place'] as const).map((one) => ({ value: one, name: m.push.showing[one] }))}
            onChange={(value) => {
              setShows(value)
              if (own) void turnOn(value)
            }}
          />
        </div>
      )}
      {able === 'yes' && (!own || own.stale) && (
        <div className={styles.buttons}>
          <Button look="primary" icon="bell" isDisabled={isBusy} onPress={() => void turnOn(shows)}>
            {m.push.turnOn}
          </Button>
        </div>
      )}
      {devices.length > 0 && (
        <>
          <h3 className={styles.sub}>{m.push.devices}</h3>
          <ul role="list">
            {devices.map((device) => (
              <Row key={device.id} device={device} onForget={() => void drop(device)} onTest={() => void test(device).then((outcome) => done(outcome, m.push.testSent))} />
            ))}
          </ul>
        </>
      )}
      <div className={styles.buttons}>
        <Button icon="device" onPress={() => setGuides(!guides)} aria-expanded={guides}>
          {m.push.guide}
        </Button>
      </div>
      {guides && (
        <Suspense>
          <InstallGuide />
        </Suspense>
      )}
    </section>
  )
}

function Row({ device, onForget, onTest }: { device: PushDeviceView; onForget: () => void; onTest: () => void }) {
  const { m, format } = useText()
  const last = device.last_ok_at === undefined ? m.push.never : m.push.last(format.brief(Date.parse(device.last_ok_at)))
  const name = device.label === '' ? m.push.unnamed : device.label
  return (
    <li className={styles.device}>
      <Icon name="device" />
      <div className={card.grow}>
        <p className={card.strong}>{device.own ? `${m.push.thisDevice} · ${name}` : name}</p>
        <p className={card.soft}>
          {last}
          {device.failures > 0 && ` · ${m.push.failing}`}
        </p>
      </div>
      <span className={styles.acts}>
        <Button size="small" aria-label={m.push.testOf(name)} onPress={onTest}>
          {m.push.test}
        </Button>
        <Button size="small" aria-label={m.push.forgetOf(name)} onPress={onForget}>
          {device.own ? m.push.turnOff : m.push.forget}
        </Button>
      </span>
    </li>
  )
}
