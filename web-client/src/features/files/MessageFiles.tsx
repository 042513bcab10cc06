// The files of a message: pictures in boxes of their own size, documents as cards. What may not be served says why.
import { Suspense, lazy, useState } from 'react'
import { fileUrl, type FileView, type Row } from '../../store'
import { useText } from '../../text'
import { Icon } from '../../ui/Icon'
import { sizeWords } from './bytes'
import styles from './MessageFiles.module.css'
import { boxOf, isPicture } from './sizes'
import { usePreview } from './usePreview'

const Viewer = lazy(() => import('./PictureViewer').then((part) => ({ default: part.PictureViewer })))

export function MessageFiles({ row, files }: { row: Row; files: readonly FileView[] }) {
  const [shown, show] = useState<string>()
  // Until the message is there, its files are this device's own.
  const isHere = row.entry !== undefined
  const pictures = files.filter(isPicture)
  const readable = pictures.filter((file) => !isHere && isServed(file))
  return (
    <>
      {pictures.length > 0 && (
        <div className={styles.pictures}>
          {pictures.map((file) => (
            <Picture key={file.id} row={row} file={file} isHere={isHere} onOpen={() => show(file.id)} />
          ))}
        </div>
      )}
      {files
        .filter((file) => !isPicture(file))
        .map((file) => (
          <Document key={file.id} row={row} file={file} isHere={isHere} />
        ))}
      {shown !== undefined && readable.some((file) => file.id === shown) && (
        <Suspense>
          <Viewer message={row.message} pictures={readable} first={shown} onClose={() => show(undefined)} />
        </Suspense>
      )}
    </>
  )
}

const isServed = (file: FileView) => file.state === 'clean' || file.state === 'unscanned'

interface Props {
  row: Row
  file: FileView
  isHere: boolean
}

function Picture({ row, file, isHere, onOpen }: Props & { onOpen: () => void }) {
  const { m } = useText()
  const own = usePreview(isHere ? file.id : undefined)
  const box = boxOf(file)
  const alt = file.alt ?? ''
  const words = alt === '' ? m.files.picture(file.name) : alt
  if (isHere)
    return (
      <span className={styles.box} style={box}>
        {own !== undefined && <img className={styles.picture} src={own} alt={words} {...box} />}
      </span>
    )
  if (!isServed(file))
    return (
      <span className={styles.unserved} style={box}>
        <Icon name={file.state === 'blocked' ? 'warning' : 'clock'} size={18} />
        {file.state === 'blocked' ? m.files.blocked : m.files.pending}
      </span>
    )
  return (
    <button type="button" className={styles.box} style={box} aria-label={m.files.openPicture(words)} onClick={onOpen}>
      <img
        className={styles.picture}
        src={fileUrl(row.message.channel, file, file.thumbnail ? 'thumbnail' : undefined)}
        alt=""
        loading="lazy"
        decoding="async"
        {...box}
      />
    </button>
  )
}

function Document({ row, file, isHere }: Props) {
  const { m, format } = useText()
  const size = sizeWords(file.size, format, m)
  const inside = (
    <>
      <Icon name={file.state === 'blocked' && !isHere ? 'warning' : 'file'} size={24} />
      <span className={styles.words}>
        <span className={styles.name}>{file.name}</span>
        <span className={styles.note}>{[size, ...note()].join(' · ')}</span>
      </span>
    </>
  )
  if (isHere || !isServed(file)) return <span className={styles.document}>{inside}</span>
  return (
    <a className={styles.document} href={fileUrl(row.message.channel, file)} download={file.name} aria-label={[m.files.download(file.name, size), ...note()].join('. ')}>
      {inside}
      <Icon name="download" size={18} />
    </a>
  )

  function note(): string[] {
    if (isHere || file.state === 'clean') return []
    return [{ pending: m.files.pending, blocked: m.files.blocked, unscanned: m.files.unscanned }[file.state]]
  }
}
