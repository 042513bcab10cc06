// Finnish: search.
import { count } from '../plural'

const fi = count('fi')

export const search = {
  title: 'Haku',
  label: 'Hae viesteistä, aiheista, ihmisistä ja paikoista',
  go: 'Hae',
  inMessages: (words: string) => `Hae viesteistä: ${words}`,
  found: (n: number) => fi(n, { one: '1 osuma', other: `${n} osumaa` }),
  over: 'yli 1000 osumaa, uusimmat näytetään',
  recent: 'Haku koko ajalta kesti liian kauan: näytetään viimeiset 90 päivää.',
  degraded: 'Suomen sanasto puuttuu palvelimelta, joten taivutusmuotoja ja yhdyssanan osia löytyy tavallista huonommin.',
  searched: (words: string) => `Haettu: ${words}`,
  repaired: (typed: string, meant: string) => `Sanalla ”${typed}” ei löytynyt mitään. Näytetään tulokset haulle ”${meant}”.`,
  exactly: (typed: string) => `Hae täsmälleen ”${typed}”`,
  unknown: (value: string) => `”${value}” ei ole mikään, minkä näet.`,
  none: 'Mitään ei löytynyt siitä, mitä voit lukea.',
  noneHints: ['Kokeile perusmuotoa tai lyhyempää sanaa.', 'Poista yksi sana tai rajaus.', 'Sana alkaa näin: lisää loppuun tähti, esimerkiksi turva*.'],
  startTitle: 'Sana riittää, missä muodossa tahansa',
  startHints: ['väkivalta löytää myös lähisuhdeväkivallan', '”avoin ovi” lainausmerkeissä löytää juuri sen', 'kanava:uutiset rajaa, -kanava:uutiset jättää pois'],
  narrow: 'Rajaa',
  filters: { kirjoittaja: 'kirjoittaja', kanava: 'kanava', työtila: 'työtila', tunniste: 'tunniste', tyyppi: 'tyyppi', jälkeen: 'jälkeen', ennen: 'ennen', on: 'on' },
  results: 'Osumat',
  named: 'Nimellä löytyi',
  sorts: { member: 'ihminen', organisation: 'organisaatio', workspace: 'työtila', channel: 'kanava', tag: 'tunniste' },
  nextPage: 'Näytä lisää osumia',
  direct: 'Yksityisviesti',
  formerMember: 'Entinen jäsen',
}
