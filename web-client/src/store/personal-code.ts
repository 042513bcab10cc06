// Recognises a valid Finnish personal identity code, so that case data is stopped before it leaves the device.
// The server holds the same rule (`domain/personal_code.rs`); both read `protocol/golden/personal_codes.json`.
import type { Refusal } from '../wire'

const BOUNDARY = '[\\p{Alphabetic}\\p{N}]'
const CODE = new RegExp(
  `(?<!${BOUNDARY})([0-9]{6})([-+\u2010-\u2015\u2212A-FU-Ya-fu-y])([0-9]{3})([0-9A-Ya-y])(?!${BOUNDARY})`,
  'gu',
)
const CHECKS = '0123456789ABCDEFHJKLMNPRSTUVWXY'
// 000 and 001 are given to nobody; 900 and up neither, but whoever tries with one learns what happens.
const FIRST_NUMBER = 2

/** Why something that was said does not leave the device: as the server would refuse it. */
export function refusedForCode(said: unknown): { readonly ok: false; readonly refusal: Refusal } | undefined {
  if (!words(said).some(hasPersonalCode)) return undefined
  return { ok: false, refusal: { code: 'personal_code', message: 'text: holds a personal identity code', request_id: '', retry: 'no' } }
}

function words(said: unknown): string[] {
  if (typeof said === 'string') return [said]
  return typeof said === 'object' && said !== null ? Object.values(said).flatMap(words) : []
}

export function hasPersonalCode(text: string): boolean {
  return [...text.matchAll(CODE)].some(([, birth = '', sign = '', number = '', check = '']) => {
    const [day, month, year] = [birth.slice(0, 2), birth.slice(2, 4), birth.slice(4)].map(Number) as [number, number, number]
    return (
      Number(number) >= FIRST_NUMBER &&
      isDay(day, month, century(sign) + year) &&
      CHECKS[Number(birth + number) % 31] === check.toUpperCase()
    )
  })
}

function century(sign: string): number {
  if (sign === '+') return 1800
  return /[a-f]/iu.test(sign) ? 2000 : 1900
}

function isDay(day: number, month: number, year: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day
}
