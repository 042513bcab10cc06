// The tags that a person is about: shown in the profile with a way to follow the person, and chosen in one's own.
import { useEffect, useState } from 'react'
import { useSelected, useStore, type ProfileBody } from '../../store'
import { useText } from '../../text'
import { inboxWords } from '../../text/inbox'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { refusalWords } from '../people/refusals'
import { FollowChoice } from './FollowChoice'
import styles from './tags.module.css'
import { TagLink } from './TagLink'

export function ShownTags({ body }: { body: ProfileBody }) {
  const { locale } = useText()
  const { own } = inboxWords(locale)
  const isMe = useSelected((state) => state.me?.id === body.member.id)
  const tags = body.tags ?? []
  return (
    <>
      {tags.length > 0 && (
        <section className={styles.card}>
          <h2 className={styles.heading}>{own.shown}</h2>
          <ul role="list" className={styles.chips}>
            {tags.map((slug) => (
              <li key={slug}>
                <TagLink slug={slug} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {!isMe && body.member.status === 'active' && (
        <section className={styles.card}>
          <FollowChoice subject={{ member: body.member.id }} label={own.followMember} />
        </section>
      )}
    </>
  )
}

export function OwnTags({ body, onChange }: { body: ProfileBody; onChange: () => void }) {
  const { m, locale } = useText()
  const { own, notices } = inboxWords(locale)
  const store = useStore()
  const announce = useAnnounce()
  const kept = (body.tags ?? []).join(', ')
  const [text, setText] = useState(kept)
  useEffect(() => setText(kept), [kept])
  const save = () =>
    void store.changeProfile({ tags: text.split(',').map((one) => one.trim().replace(/^#/, '').toLowerCase().replace(/\s+/g, '-')).filter(Boolean) }).then((outcome) => {
      announce(outcome.ok ? notices.saved : refusalWords(outcome.refusal, m))
      if (outcome.ok) onChange()
    })
  return (
    <form
      className={styles.card}
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <Field label={own.title} hint={own.hint} value={text} onChange={(event) => setText(event.target.value)} />
      <div className={styles.buttons}>
        <Button type="submit" isDisabled={text === kept}>
          {m.save}
        </Button>
      </div>
    </form>
  )
}
