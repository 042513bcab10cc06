// The way of a file to the server: begin, ask how far it has come, add a piece, take back. Fetched when first needed.
import type { UploadView } from './protocol.gen'
import { asked, type Reply } from './http'

export interface Uploads {
  begin(upload: { client_id: string; name: string; size: number; portrait?: boolean }): Promise<Reply<UploadView>>
  standing(file: string): Promise<Reply<UploadView>>
  /** `signal` ends it; what had arrived by then is kept there. */
  add(file: string, offset: number, piece: Blob, signal: AbortSignal): Promise<Reply<UploadView>>
  cancel(file: string): Promise<Reply<unknown>>
}

const PIECE_WITHIN_MS = 90_000

export function createUploads(base: string): Uploads {
  const json = { 'content-type': 'application/json' }
  return {
    begin: (upload) => asked(`${base}/uploads`, { method: 'POST', headers: json, body: JSON.stringify(upload) }),
    standing: (file) => asked(`${base}/uploads/${file}`, {}),
    add: (file, offset, piece, signal) =>
      asked(`${base}/uploads/${file}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/offset+octet-stream', 'upload-offset': String(offset) },
        body: piece,
        signal: AbortSignal.any([signal, AbortSignal.timeout(PIECE_WITHIN_MS)]),
      }),
    cancel: (file) => asked(`${base}/uploads/${file}`, { method: 'DELETE' }),
  }
}
