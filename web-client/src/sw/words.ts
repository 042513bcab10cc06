// What a notice says around the names and texts that it was sent.

interface Words {
  readonly inWorkspace: string
  readonly messages: (n: number) => string
  readonly mention: string
  readonly direct: string
  readonly watch: string
  readonly published: string
  readonly read: string
  readonly reply: string
  readonly write: string
  readonly testTitle: string
  readonly test: string
  readonly notSent: string
}

const fi: Words = {
  inWorkspace: 'Uusi viesti työtilassa',
  messages: (n) => `${n} uutta viestiä`,
  mention: 'Mainitsi sinut',
  direct: 'Uusi viesti sinulle',
  watch: 'Uusi viesti',
  published: 'Uusi julkaisu',
  read: 'Merkitse luetuksi',
  reply: 'Vastaa',
  write: 'Kirjoita vastaus',
  testTitle: 'Ilmoitukset toimivat',
  test: 'Tämä laite kertoo jatkossa sinua koskevista viesteistä.',
  notSent: 'Vastaus ei lähtenyt. Avaa keskustelu ja yritä uudelleen.',
}

const sv: Words = {
  inWorkspace: 'Nytt meddelande i en arbetsyta',
  messages: (n) => `${n} nya meddelanden`,
  mention: 'Nämnde dig',
  direct: 'Nytt meddelande till dig',
  watch: 'Nytt meddelande',
  published: 'Ny publikation',
  read: 'Markera som läst',
  reply: 'Svara',
  write: 'Skriv ett svar',
  testTitle: 'Aviseringarna fungerar',
  test: 'Den här enheten berättar härefter om meddelanden som gäller dig.',
  notSent: 'Svaret skickades inte. Öppna samtalet och försök igen.',
}

const en: Words = {
  inWorkspace: 'New message in a workspace',
  messages: (n) => `${n} new messages`,
  mention: 'Mentioned you',
  direct: 'New message for you',
  watch: 'New message',
  published: 'New publication',
  read: 'Mark as read',
  reply: 'Reply',
  write: 'Write a reply',
  testTitle: 'Notifications work',
  test: 'From now on this device tells you of messages that concern you.',
  notSent: 'Your reply was not sent. Open the conversation and try again.',
}

export function wordsIn(language: string): Words {
  return language === 'sv' ? sv : language === 'en' ? en : fi
}
