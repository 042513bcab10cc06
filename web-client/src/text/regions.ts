// The nineteen regions of Finland by code, in Finnish and Swedish; English speakers get the Finnish name,
// which is what stands on their maps.
import type { Locale } from './catalogue'

const regions: Record<string, [string, string]> = {
  '01': ['Uusimaa', 'Nyland'],
  '02': ['Varsinais-Suomi', 'Egentliga Finland'],
  '04': ['Satakunta', 'Satakunta'],
  '05': ['Kanta-Häme', 'Egentliga Tavastland'],
  '06': ['Pirkanmaa', 'Birkaland'],
  '07': ['Päijät-Häme', 'Päijänne-Tavastland'],
  '08': ['Kymenlaakso', 'Kymmenedalen'],
  '09': ['Etelä-Karjala', 'Södra Karelen'],
  '10': ['Etelä-Savo', 'Södra Savolax'],
  '11': ['Pohjois-Savo', 'Norra Savolax'],
  '12': ['Pohjois-Karjala', 'Norra Karelen'],
  '13': ['Keski-Suomi', 'Mellersta Finland'],
  '14': ['Etelä-Pohjanmaa', 'Södra Österbotten'],
  '15': ['Pohjanmaa', 'Österbotten'],
  '16': ['Keski-Pohjanmaa', 'Mellersta Österbotten'],
  '17': ['Pohjois-Pohjanmaa', 'Norra Österbotten'],
  '18': ['Kainuu', 'Kajanaland'],
  '19': ['Lappi', 'Lappland'],
  '21': ['Ahvenanmaa', 'Åland'],
}

export function regionName(code: string, locale: Locale): string {
  const names = regions[code.replace(/^MK/, '')]
  if (!names) return code
  return locale === 'sv' ? names[1] : names[0]
}
