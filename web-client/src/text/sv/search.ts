// Swedish: search.
import type { search as law } from '../fi/search'
import { count } from '../plural'

const sv = count('sv')

export const search: typeof law = {
  title: 'Sök',
  label: 'Sök bland meddelanden, ämnen, personer och platser',
  go: 'Sök',
  inMessages: (words) => `Sök bland meddelanden: ${words}`,
  found: (n) => sv(n, { one: '1 träff', other: `${n} träffar` }),
  over: 'över 1000 träffar, de nyaste visas',
  recent: 'Sökningen i allt tog för länge: de senaste 90 dagarna visas.',
  degraded: 'Den finska ordlistan saknas på servern, så böjningsformer och delar av sammansatta ord hittas sämre än vanligt.',
  searched: (words) => `Sökt: ${words}`,
  repaired: (typed, meant) => `Ordet ”${typed}” hittades inte. Visar resultat för ”${meant}”.`,
  exactly: (typed) => `Sök exakt ”${typed}”`,
  unknown: (value) => `”${value}” är inget som du ser.`,
  none: 'Inget hittades i det som du kan läsa.',
  noneHints: ['Försök med grundformen eller ett kortare ord.', 'Ta bort ett ord eller en avgränsning.', 'Ordet börjar så här: lägg till en stjärna, till exempel trygg*.'],
  startTitle: 'Ett ord räcker, i vilken form som helst',
  startHints: ['väkivalta hittar också lähisuhdeväkivallan', '”öppna dörrar” inom citattecken hittar just det', 'kanal:nyheter avgränsar, -kanal:nyheter utelämnar'],
  narrow: 'Avgränsa',
  filters: { kirjoittaja: 'från', kanava: 'kanal', työtila: 'arbetsyta', tunniste: 'tagg', tyyppi: 'typ', jälkeen: 'efter', ennen: 'före', on: 'är' },
  results: 'Träffar',
  named: 'Hittades med namn',
  sorts: { member: 'person', organisation: 'organisation', workspace: 'arbetsyta', channel: 'kanal', tag: 'tagg' },
  nextPage: 'Visa fler träffar',
  direct: 'Privat meddelande',
  formerMember: 'Tidigare medlem',
}
