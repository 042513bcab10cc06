// A picture over the whole page, with its words; the arrows lead to the others of the same message.
import { useCallback, useEffect, useState } from 'react'
import { Dialog, Modal, ModalOverlay } from 'react-aria-components'
import { fileUrl, useSelected, useStore, type FileView, type MessageView } from '../../store'
import { useText } from '../../text'
import { Button, IconButton } from '../../ui/Button'
import { classes } from '../../ui/classes'
import { Icon } from '../../ui/Icon'
import { Spoken } from '../../ui/overlay/Spoken'
import { refusalWords } from '../people/refusals'
import { sizeWords } from './bytes'
import styles from './PictureViewer.module.css'

interface Props {
  message: MessageView
  pictures: readonly FileView[]
  first: string
  onClose: () => void
}

export function PictureViewer({ message, pictures, first, onClose }: Props) {
  const { m, format } = useText()
  const [shown, show] = useState(first)
  const at = Math.max(0, pictures.findIndex((one) => one.id === shown))
  const picture = pictures[at]
  const me = useSelected((state) => state.me?.id)
  const step = useCallback(
    (by: number) => {
      const next = pictures[(at + by + pictures.length) % pictures.length]
      if (next) show(next.id)
    },
    [pictures, at],
  )
  // The arrows work wherever the focus is, but for where one writes.
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLTextAreaElement) return
      const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
      if (by !== undefined) step(by)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [step])
  if (!picture) return null
  const alt = picture.alt ?? ''
  return (
    <Spoken>
      <ModalOverlay isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()} className={classes(styles.scrim)}>
        <Modal className={classes(styles.modal)}>
          <Dialog aria-label={m.files.viewer} className={classes(styles.dialog)}>
            <div className={styles.inside}>
              <div className={styles.head}>
                <span className={styles.name}>
                  {picture.name} · {sizeWords(picture.size, format, m)}
                  {picture.state === 'unscanned' && ` · ${m.files.unscanned}`}
                </span>
                {pictures.length > 1 && <span role="status">{m.files.place(at + 1, pictures.length)}</span>}
                <a className={styles.original} href={fileUrl(message.channel, picture)} target="_blank" rel="noreferrer" aria-label={m.files.original} title={m.files.original}>
                  <Icon name="out" />
                </a>
                <IconButton icon="close" label={m.close} onPress={onClose} />
              </div>
              <div className={styles.middle}>
                {pictures.length > 1 && <IconButton icon="back" label={m.files.previous} onPress={() => step(-1)} />}
                <img
                  key={picture.id}
                  className={styles.picture}
                  src={fileUrl(message.channel, picture)}
                  alt={alt === '' ? m.files.picture(picture.name) : alt}
                  width={picture.width}
                  height={picture.height}
                />
                {pictures.length > 1 && <IconButton icon="right" label={m.files.next} onPress={() => step(1)} />}
              </div>
              <Caption key={picture.id} picture={picture} isMine={me !== undefined && message.author === me} />
            </div>
          </Dialog>
        </Modal>
      </ModalOverlay>
    </Spoken>
  )
}

function Caption({ picture, isMine }: { picture: FileView; isMine: boolean }) {
  const { m } = useText()
  const store = useStore()
  const [words, write] = useState<string>()
  const [problem, tell] = useState('')
  const alt = picture.alt ?? ''
  if (words === undefined)
    return (
      <div className={styles.caption}>
        <p>{alt === '' ? m.files.noAlt : alt}</p>
        {isMine && (
          <Button size="small" icon="pencil" onPress={() => write(alt)}>
            {m.files.editAlt}
          </Button>
        )}
      </div>
    )
  const save = async () => {
    const got = await store.describeFile(picture.id, words)
    if (got.ok) write(undefined)
    else tell(refusalWords(got.refusal, m))
  }
  return (
    <div className={styles.caption}>
      <textarea
        aria-label={m.files.alt(picture.name)}
        className={styles.words}
        value={words}
        maxLength={1_000}
        rows={2}
        onChange={(event) => write(event.target.value)}
      />
      <Button size="small" look="primary" onPress={() => void save()}>
        {m.files.saveAlt}
      </Button>
      {problem !== '' && <p role="alert">{problem}</p>}
    </div>
  )
}
