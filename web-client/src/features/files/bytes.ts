// Sizes of files in words, and what may be attached.
import type { Format, Messages } from '../../text'

export const MOST_FILES = 10
export const MOST_BYTES = 50 * 1024 * 1024

/** What the chooser of files offers; what is really in a file is looked at by the server. */
export const ACCEPTED = 'image/jpeg,image/png,image/webp,image/gif,.pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.rtf,.txt,.md,.csv,.ics'

export function sizeWords(bytes: number, format: Format, m: Messages): string {
  if (bytes < 1_000_000) return m.files.kilobytes(format.number(Math.max(1, Math.round(bytes / 1_000))))
  return m.files.megabytes(format.number(Math.round(bytes / 100_000) / 10))
}
