// Sends the picture by which a member is known, and makes it theirs. Fetched when somebody chooses one. It is small, so
// it goes at once or not at all: whoever loses the connection meanwhile chooses again.
import { noAnswer, type Ack, type FileId } from '../wire'
import { createUploads } from '../wire/uploads'
import { perform } from './acting'
import { pause, type Context } from './context'
import type { Outcome } from './interface'

/** While the server looks at it, and how often it is asked. */
const LOOK_MS = 400
const LOOKS = 60

export async function changePicture(context: Context, portrait: Blob): Promise<Outcome<Ack>> {
  const sent = await send(context, portrait)
  return sent.ok ? perform(context, { t: 'change_picture', picture: sent.value }) : sent
}

async function send({ clock }: Context, portrait: Blob): Promise<Outcome<FileId>> {
  const uploads = createUploads('/api/v1')
  const { signal } = new AbortController()
  let standing = await uploads.begin({ client_id: clock.newId(), name: 'kuva.jpg', size: portrait.size, portrait: true })
  for (let looks = 0; standing.ok && looks < LOOKS; ) {
    const { id, offset, size, piece_bytes: most, file } = standing.value
    if (file?.state === 'blocked') return { ok: false, refusal: { code: 'rule', message: 'file_blocked: the scanner found something', request_id: '', retry: 'no' } }
    if (file) return { ok: true, value: id }
    if (offset >= size) {
      looks += 1
      await pause(clock, LOOK_MS)
    }
    // An empty piece at the end asks for the look, should nobody be at it.
    standing = await uploads.add(id, offset, portrait.slice(offset, offset + most), signal)
  }
  return standing.ok ? { ok: false, refusal: noAnswer('cancelled') } : standing
}
