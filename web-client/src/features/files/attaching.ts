// Takes chosen, dropped or pasted files into the draft of an item. What is too much is told at once, before anything is
// sent; everything else is judged by the server.
import type { Attached, ItemId, Store } from '../../store'
import type { Messages } from '../../text'
import { MOST_BYTES, MOST_FILES } from './bytes'

export async function attach(store: Store, item: ItemId, files: readonly File[], m: Messages, tell: (words: string) => void): Promise<void> {
  for (const file of files) {
    if ((draftOf(store, item).attached ?? []).length >= MOST_FILES) return tell(m.files.tooMany(MOST_FILES))
    if (file.size > MOST_BYTES) tell(m.files.tooLarge(file.name, MOST_BYTES >> 20))
    else if (file.size === 0) tell(m.files.isEmpty(file.name))
    else {
      const name = file.name === '' ? 'liite' : file.name
      const upload = store.attach(file, name)
      put(store, item, { upload, name, size: file.size, type: file.type || 'application/octet-stream', alt: '' })
      const size = await sizeOf(file)
      if (size) change(store, item, upload, size)
    }
  }
}

export function detach(store: Store, item: ItemId, upload: string): void {
  store.detach(upload)
  keep(store, item, (draftOf(store, item).attached ?? []).filter((one) => one.upload !== upload))
}

export function change(store: Store, item: ItemId, upload: string, more: Partial<Attached>): void {
  keep(store, item, (draftOf(store, item).attached ?? []).map((one) => (one.upload === upload ? { ...one, ...more } : one)))
}

function draftOf(store: Store, item: ItemId) {
  return store.getSnapshot().drafts.get(item) ?? { text: '' }
}

function put(store: Store, item: ItemId, one: Attached): void {
  keep(store, item, [...(draftOf(store, item).attached ?? []), one])
}

function keep(store: Store, item: ItemId, attached: readonly Attached[]): void {
  const { attached: _, ...draft } = draftOf(store, item)
  const next = attached.length === 0 ? draft : { ...draft, attached }
  const isEmpty = attached.length === 0 && draft.text === '' && draft.quote === undefined && draft.editing === undefined
  store.setDraft(item, isEmpty ? undefined : next)
}

/** Of a picture that this browser can read, the way it stands. */
async function sizeOf(file: File): Promise<{ width: number; height: number } | undefined> {
  if (!file.type.startsWith('image/')) return undefined
  try {
    const image = await createImageBitmap(file)
    const { width, height } = image
    image.close()
    return { width, height }
  } catch {
    return undefined
  }
}
