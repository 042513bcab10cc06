// A newsletter from chosen public articles, and how many get it. Nobody is told who.
import { useEffect, useState } from 'react'
import { useStore, type Act, type ItemView, type NewsletterBody } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { TextArea, Tick } from '../../ui/Form'
import styles from './news.module.css'
import { useWords } from './text'

export function Newsletter({ channel, articles }: { channel: string; articles: readonly ItemView[] }) {
  const words = useWords()
  const { m, format } = useText()
  const store = useStore()
  const [isOpen, setOpen] = useState(false)
  const [body, setBody] = useState<NewsletterBody>()
  const [subject, setSubject] = useState('')
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [said, setSaid] = useState('')
  const [isSending, setSending] = useState(false)
  const [turn, again] = useState(0)
  useEffect(() => {
    if (!isOpen) return
    let isWanted = true
    void store.ask<NewsletterBody>(`/channels/${channel}/newsletter`).then((outcome) => isWanted && outcome.ok && setBody(outcome.value))
    return () => {
      isWanted = false
    }
  }, [store, channel, isOpen, turn])
  const send = async () => {
    setSending(true)
    const outcome = await store.act({ t: 'send_newsletter', channel, subject, words: text, items: chosen } as Act)
    setSending(false)
    setSaid(outcome.ok ? words.letterSent : `${m.refusals[outcome.refusal.code]} (${outcome.refusal.message})`)
    if (!outcome.ok) return
    setSubject('')
    setText('')
    setChosen([])
    again((before) => before + 1)
  }
  return (
    <details className={styles.block} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.newsletter}</summary>
      <p>
        {words.subscribers(body?.subscribers ?? 0)}{' '}
        <a href={`/julkinen/uutiskirje?channel=${channel}`} target="_blank" rel="noreferrer">
          {words.subscribePage}
        </a>
      </p>
      {articles.length === 0 ? (
        <p className={styles.soft}>{words.noPublic}</p>
      ) : (
        <form
          className={styles.article}
          onSubmit={(event) => {
            event.preventDefault()
            void send()
          }}
        >
          <Field label={words.letterSubject} value={subject} maxLength={200} onChange={(event) => setSubject(event.target.value)} />
          <TextArea label={words.letterWords} rows={3} value={text} maxLength={2000} onChange={(event) => setText(event.target.value)} />
          <fieldset className={styles.ticks}>
            <legend>{words.letterArticles}</legend>
            {articles.map((item) => (
              <Tick key={item.id} label={item.title} isOn={chosen.includes(item.id)} onChange={(isOn) => setChosen(isOn ? [...chosen, item.id] : chosen.filter((one) => one !== item.id))} />
            ))}
          </fieldset>
          <div>
            <Button type="submit" look="primary" icon="send" isDisabled={isSending || subject.trim() === '' || chosen.length === 0}>
              {words.sendLetter}
            </Button>
          </div>
        </form>
      )}
      <p role="status">{said}</p>
      <ul role="list" className={styles.lines}>
        {body?.sent.map((one) => (
          <li key={one.at}>
            {format.brief(Date.parse(one.at))} · {one.subject} · {words.letters(one.letters)} {one.is_done ? '' : words.isGoing}
          </li>
        ))}
      </ul>
    </details>
  )
}
