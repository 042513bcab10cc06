// Reading and writing lists as office programs do: UTF-8, or the Windows character set where the bytes are no UTF-8.

/** The text of a file; `isGuessed` when its bytes were no UTF-8. */
export async function readText(file: Blob): Promise<{ text: string; isGuessed: boolean }> {
  const bytes = await file.arrayBuffer()
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), isGuessed: false }
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), isGuessed: true }
  }
}

/** Lines for a spreadsheet: semicolons, quotes where they are needed, and the mark by which it knows UTF-8. */
export function listOf(rows: readonly (readonly string[])[]): string {
  // A spreadsheet would run a field that begins like a formula.
  const safe = (word: string) => (/^[=+\-@\t\r]/.test(word) ? `'${word}` : word)
  const field = (word: string) => (/[";\n\r]/.test(word) ? `"${word.replaceAll('"', '""')}"` : word)
  return `\uFEFF${rows.map((row) => row.map((word) => field(safe(word))).join(';')).join('\r\n')}\r\n`
}

/** Gives a text to the browser to keep as a file. */
export function keepAsFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  document.body.append(link)
  link.click()
  link.remove()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
