// What a hidden or reported message carries, as links: shown to its author and to who decides.
import { fileUrl, type ChannelId, type FileView } from '../../store'
import styles from './moderation.module.css'

export function CarriedFiles({ channel, files }: { channel: ChannelId; files: readonly FileView[] }) {
  if (files.length === 0) return null
  return (
    <ul role="list">
      {files.map((file) => (
        <li key={file.id}>
          <a href={fileUrl(channel, file)} target="_blank" rel="noreferrer">
            {file.name}
          </a>
          {file.alt !== undefined && <p className={styles.soft}>{file.alt}</p>}
        </li>
      ))}
    </ul>
  )
}
