// Everything peers ask of each other: what is asked of me, what I have asked and where it is, and who is on duty.
import { useEffect } from 'react'
import { useStore } from '../../store'
import { useText } from '../../text'
import { Tick } from '../../ui/Form'
import { AskList, useAsks } from './AskedOfYou'
import { Duty } from './Duty'
import styles from './peers.module.css'
import { peerWords } from './text'

export function AsksScreen() {
  const { m, locale } = useText()
  const words = peerWords(locale)
  const store = useStore()
  const { body, again } = useAsks()
  useEffect(() => {
    document.title = `${words.title} – ${m.product}`
  }, [words, m])
  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <h1>{words.title}</h1>
        {body && (
          <>
            <section className={styles.panel} aria-label={words.forYou}>
              <h2>{words.forYou}</h2>
              {body.asks.length === 0 ? <p className={styles.soft}>{words.noneForYou}</p> : <AskList body={body} words={words} onDone={again} />}
              <Tick label={words.willing} hint={words.willingHint} isOn={body.willing} onChange={(willing) => void store.act({ t: 'help_network', willing }).then(again)} />
            </section>
            <section className={styles.panel} aria-label={words.mine}>
              <h2>{words.mine}</h2>
              {body.asked.length === 0 && <p className={styles.soft}>{words.noneMine}</p>}
              <ul role="list">
                {body.asked.map((one) => (
                  <li key={one.item} className={styles.row}>
                    <a href={`/c/${one.channel}/t/${one.item}`}>{one.title}</a>
                    <span className={styles.chip}>{words.states[one.state] ?? one.state}</span>
                    {one.offered > 0 && <span className={styles.soft}>{words.offered(one.offered)}</span>}
                  </li>
                ))}
              </ul>
            </section>
            <Duty isOn={body.on_duty} words={words} />
          </>
        )}
      </div>
    </main>
  )
}
