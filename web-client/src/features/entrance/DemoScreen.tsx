// The first screen of a demonstration network: what this is in one sentence, four people to be, two side by side.
// Shown only before signing in, and only where the server says that it is a demonstration.
import { useEffect, useState } from 'react'
import { useStore, type DemoBody, type DemoPerson } from '../../store'
import { useText, type Messages } from '../../text'
import { Avatar } from '../../ui/Avatar'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import { deviceName } from './device'
import { EntranceFrame } from './EntranceFrame'
import styles from './entrance.module.css'
import { SignInForm, signInWords } from './SignInScreen'

const REFRESH_MS = 3_000

/** The same server by its other name, where a browser keeps another cookie. */
export function otherOrigin(here: Location): string | undefined {
  const other = { '127.0.0.1': 'localhost', localhost: '127.0.0.1' }[here.hostname]
  return other && `${here.protocol}//${other}${here.port && `:${here.port}`}`
}

function waits(person: DemoPerson, m: Messages): string {
  const parts = [person.mentions > 0 && m.demo.mentionWaits(person.mentions), person.unread > 0 && m.demo.unreadWaits(person.unread)].filter(Boolean)
  return parts.length > 0 ? parts.join(', ') : m.demo.nothingWaits
}

export function DemoScreen({ first }: { first: DemoBody }) {
  const { m, format } = useText()
  const store = useStore()
  const [demo, setDemo] = useState(first)
  const [refused, setRefused] = useState<string>()
  const [showsForm, showForm] = useState(false)
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') void store.demo().then((outcome) => outcome.ok && setDemo(outcome.value))
    }, REFRESH_MS)
    return () => clearInterval(timer)
  }, [store])

  const be = async (person: DemoPerson) => {
    const outcome = await store.signInByLink({ token: person.token, device: deviceName() })
    if (!outcome.ok) setRefused(signInWords(outcome.refusal, m))
  }
  const other = otherOrigin(location)
  const [one, two] = demo.people

  return (
    <EntranceFrame>
      <div className={styles.demo}>
        <h1 className={styles.sentence}>{m.demo.sentence}</h1>
        <p className={styles.soft}>{m.demo.invented}</p>
        <h2 className={styles.choose}>{m.demo.choose}</h2>
        <ul role="list" className={styles.people}>
          {demo.people.map((person) => (
            <li key={person.token}>
              <button type="button" className={styles.person} onClick={() => void be(person)}>
                <Avatar id={person.name} given={person.name} family={person.name.split(' ')[1] ?? ''} />
                <span className={styles.personWords}>
                  <span className={styles.strong}>{person.name}</span>
                  <span className={styles.soft}>{person.title}</span>
                  <span className={styles.soft}>{person.organisation}</span>
                  <span className={styles.waits}>
                    {m.demo.waits} {waits(person, m)}
                  </span>
                </span>
                <Icon name="right" />
              </button>
            </li>
          ))}
        </ul>
        {refused !== undefined && (
          <p role="alert" className={styles.refused}>
            {refused}
          </p>
        )}
        {other !== undefined && one && two && (
          <section className={styles.pair}>
            <h2>
              <Icon name="windows" /> {m.demo.sideBySide}
            </h2>
            <p className={styles.soft}>{m.demo.sideBySideHint}</p>
            <p className={styles.pairLinks}>
              <a href={`/sign-in/link/${one.token}`}>{m.demo.openHere(one.name)}</a>
              <a href={`${other}/sign-in/link/${two.token}`} target="_blank" rel="noreferrer">
                {m.demo.openOther(two.name)}
              </a>
            </p>
          </section>
        )}
        <section aria-label={m.demo.counters}>
          <dl className={styles.counters}>
            {(
              [
                [m.demo.members, demo.members],
                [m.demo.organisations, demo.organisations],
                [m.demo.workspaces, demo.workspaces],
                [m.demo.messages, demo.messages],
              ] as const
            ).map(([name, number]) => (
              <div key={name}>
                <dd>{format.number(number)}</dd>
                <dt>{name}</dt>
              </div>
            ))}
          </dl>
        </section>
        {showsForm ? (
          <div className={styles.card}>
            <SignInForm />
          </div>
        ) : (
          <Button look="quiet" onPress={() => showForm(true)}>
            {m.demo.ordinary}
          </Button>
        )}
      </div>
    </EntranceFrame>
  )
}
