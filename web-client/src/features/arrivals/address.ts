// Whether something can be an e-mail address: enough to catch a slip; the server judges by itself.

export function isAddress(text: string): boolean {
  return /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;.]+$/.test(text.trim())
}
