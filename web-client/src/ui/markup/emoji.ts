// stub
export const emojiNamed = (_name: string): string | undefined => undefined
