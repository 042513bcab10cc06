// The files that will go along: how far each has come, words for pictures, and ways to take one back or try again.
import { useId } from 'react'
import { useSelected, useStore, type Attached, type ItemId, type Upload } from '../../store'
import { useText, type Format, type Messages } from '../../text'
import { IconButton } from '../../ui/Button'
import { classes } from '../../ui/classes'
import { Icon } from '../../ui/Icon'
import { refusalWords } from '../people/refusals'
import styles from './AttachmentTray.module.css'
import { change, detach } from './attaching'
import { sizeWords } from './bytes'
import { usePreview } from './usePreview'

export function AttachmentTray({ item, attached }: { item: ItemId; attached: readonly Attached[] }) {
  const { m } = useText()
  return (
    <ul className={styles.tray} aria-label={m.files.tray}>
      {attached.map((one) => (
        <Chip key={one.upload} item={item} one={one} />
      ))}
    </ul>
  )
}

function Chip({ item, one }: { item: ItemId; one: Attached }) {
  const { m, format } = useText()
  const store = useStore()
  const field = useId()
  const upload = useSelected((state) => state.uploads.get(one.upload))
  const isPicture = one.type.startsWith('image/')
  const url = usePreview(isPicture ? one.upload : undefined)
  const percent = upload && upload.size > 0 ? Math.floor((upload.sent / upload.size) * 100) : 0
  const isRefused = upload?.state === 'refused'
  return (
    <li className={classes(styles.chip, isRefused && styles.refused)}>
      <div className={styles.picture}>{url === undefined ? <Icon name="file" size={24} /> : <img src={url} alt="" />}</div>
      <div className={styles.about}>
        <div className={styles.line}>
          <span className={styles.name}>{one.name}</span>
          {isRefused && (
            <IconButton
              icon="arrowUp"
              size="small"
              label={m.files.retry(one.name)}
              onPress={() => void again()}
            />
          )}
          <IconButton icon="close" size="small" label={m.files.remove(one.name)} onPress={() => detach(store, item, one.upload)} />
        </div>
        <p className={styles.state} role={isRefused ? 'alert' : undefined}>
          {stateWords(upload, one, percent, format, m)}
        </p>
        {(upload?.state === 'sending' || upload?.state === 'waiting') && (
          <progress className={styles.progress} max={100} value={percent} aria-label={one.name} />
        )}
        {isPicture && !isRefused && (
          <>
            <label className="sr-only" htmlFor={field}>
              {m.files.alt(one.name)}
            </label>
            <input
              id={field}
              className={styles.alt}
              value={one.alt}
              maxLength={1_000}
              placeholder={m.files.altHint}
              onChange={(event) => change(store, item, one.upload, { alt: event.target.value })}
            />
          </>
        )}
      </div>
    </li>
  )

  /** Under a new name of ours: what was refused is not there any more. */
  async function again() {
    const address = await store.preview(one.upload)
    if (address === undefined) return
    const blob = await (await fetch(address)).blob()
    const fresh = store.attach(new Blob([blob], { type: one.type }), one.name)
    store.detach(one.upload)
    change(store, item, one.upload, { upload: fresh })
  }
}

function stateWords(upload: Upload | undefined, one: Attached, percent: number, format: Format, m: Messages): string {
  const size = sizeWords(one.size, format, m)
  switch (upload?.state) {
    case 'refused':
      return upload.refusal ? refusalWords(upload.refusal, m) : ''
    case 'ready':
      return `${size} · ${m.files.ready}`
    case 'sending':
      return `${size} · ${percent === 100 ? m.files.looking : m.files.sending(percent)}`
    default:
      return `${size} · ${m.files.waiting}`
  }
}
