// The text files of a ZIP archive, by the browser's own decompression. Only what a folder of notes needs: stored or
// deflated files, no encryption, no archive of more than four gigabytes. Whatever else it holds is passed over.
export interface TextFile {
  readonly name: string
  readonly text: string
}

const END = 0x06054b50
const ENTRY = 0x02014b50
/** A folder of models is text; an archive that unfolds to more than this is none. */
const LARGEST = 2 * 1024 * 1024

export class Unreadable extends Error {}

export async function unzip(bytes: ArrayBuffer, isWanted: (name: string) => boolean): Promise<TextFile[]> {
  const view = new DataView(bytes)
  const end = endOf(view)
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  let total = 0
  const files: TextFile[] = []
  for (let index = 0; index < count; index++) {
    if (at + 46 > bytes.byteLength || view.getUint32(at, true) !== ENTRY) throw new Unreadable('entry')
    const [method, packed, size] = [view.getUint16(at + 10, true), view.getUint32(at + 20, true), view.getUint32(at + 24, true)]
    const [nameLength, extra, comment] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true), view.getUint16(at + 32, true)]
    const start = view.getUint32(at + 42, true)
    const name = new TextDecoder().decode(new Uint8Array(bytes, at + 46, nameLength))
    at += 46 + nameLength + extra + comment
    if (name.endsWith('/') || !isWanted(name)) continue
    total += size
    if (total > LARGEST) throw new Unreadable('size')
    const body = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true)
    files.push({ name, text: await textOf(new Uint8Array(bytes, body, packed), method, size) })
  }
  return files
}

function endOf(view: DataView): number {
  // A comment of at most 64 KiB may follow it.
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at--) if (view.getUint32(at, true) === END) return at
  throw new Unreadable('end')
}

async function textOf(packed: Uint8Array<ArrayBuffer>, method: number, size: number): Promise<string> {
  if (method === 0) return new TextDecoder().decode(packed)
  if (method !== 8) throw new Unreadable('method')
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader()
  const parts: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    length += value.length
    // What was announced is what is read.
    if (length > size) throw new Unreadable('size')
    parts.push(value)
  }
  return new Blob(parts).text()
}
