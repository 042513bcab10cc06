// How much room a message's files take, known before anything of them is fetched, so that nothing jumps.
import type { FileView } from '../../store'

const WIDEST = 300
const TALLEST = 240
const UNKNOWN = { width: 240, height: 180 }

export const isPicture = (file: Pick<FileView, 'media_type'>) => file.media_type.startsWith('image/')

/** The box of a picture on the screen. */
export function boxOf({ width, height }: Pick<FileView, 'width' | 'height'>): { width: number; height: number } {
  if (!width || !height) return UNKNOWN
  const scale = Math.min(1, WIDEST / width, TALLEST / height)
  return { width: Math.max(48, Math.round(width * scale)), height: Math.max(48, Math.round(height * scale)) }
}

/** Empty boxes of the same sizes. */
export function FileSpace({ files }: { files: readonly FileView[] }) {
  return (
    <>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: '0.25rem' }}>
        {files.filter(isPicture).map((file) => (
          <div key={file.id} style={boxOf(file)} />
        ))}
      </div>
      <div style={{ blockSize: `${3.5 * files.filter((file) => !isPicture(file)).length}rem` }} />
    </>
  )
}
