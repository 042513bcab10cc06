// One's own picture: chosen, changed, taken away. What is shown is always the server's own.
import { useRef, useState } from 'react'
import { useSelected, useStore, type Ack, type MemberView, type Outcome } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { MOST_BYTES } from '../files/bytes'
import { Face } from '../people/Face'
import { refusalWords } from '../people/refusals'
import styles from './directory.module.css'
import { portraitOf } from './portrait'

export function OwnPicture({ member: given }: { member: MemberView }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const member = useSelected((state) => state.members.get(given.id)) ?? given
  const [isBusy, setBusy] = useState(false)
  const [refused, setRefused] = useState<string>()
  const chooser = useRef<HTMLInputElement>(null)
  const hasOne = member.picture !== undefined

  const act = async (doing: () => Promise<Outcome<Ack>>, done: string) => {
    setBusy(true)
    setRefused(undefined)
    const outcome = await doing()
    setBusy(false)
    if (outcome.ok) announce(done)
    else setRefused(refusalWords(outcome.refusal, m))
  }
  const take = (file: File) => {
    if (file.size > MOST_BYTES) return setRefused(m.files.tooLarge(file.name, MOST_BYTES >> 20))
    void act(async () => store.changePicture(await portraitOf(file)), m.who.picture.changed)
  }
  return (
    <section className={`${styles.card} ${styles.form}`} aria-label={m.who.picture.title}>
      <div className={styles.head}>
        <Face id={member.id} member={member} size="large" />
        <div className={styles.grow}>
          <h2>{m.who.picture.title}</h2>
          <p className={styles.soft}>{hasOne ? m.who.picture.seen : m.who.picture.none}</p>
        </div>
      </div>
      <div className={styles.buttons}>
        <Button icon="person" isDisabled={isBusy} onPress={() => chooser.current?.click()}>
          {hasOne ? m.who.picture.change : m.who.picture.choose}
        </Button>
        <input
          ref={chooser}
          type="file"
          accept="image/jpeg,image/png,image/webp,image/gif"
          hidden
          aria-label={m.who.picture.choose}
          onChange={(event) => {
            const file = event.target.files?.[0]
            event.target.value = ''
            if (file) take(file)
          }}
        />
        {hasOne && (
          <Button look="quiet" isDisabled={isBusy} onPress={() => void act(() => store.changePicture(undefined), m.who.picture.removed)}>
            {m.who.picture.remove}
          </Button>
        )}
        {isBusy && (
          <span role="status" className={styles.soft}>
            {m.who.picture.sending}
          </span>
        )}
        {refused !== undefined && (
          <p role="alert" className={styles.refused}>
            {refused}
          </p>
        )}
      </div>
    </section>
  )
}
