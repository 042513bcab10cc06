// Rows of a table: where cells end, and what the line under the head says.
import { isAsciiPunctuation, withoutEnd } from './characters'
import { isBlank } from './line'
import type { Align } from './syntax'

/** The columns that the line under a head asks for, or nothing if it is no such line. */
export function delimiters(line: string): Align[] | undefined {
  if (!/^ {0,3}[-:| ]+$/.test(line) || !line.includes('|') || !line.includes('-')) return undefined
  const cells = line.trim().replace(/^\|/, '').split('|')
  const last = cells.pop() ?? ''
  if (cells.some((cell) => !cell.includes('-'))) return undefined
  // The server's parser asks for a dash in every column but one that no bar closes.
  return [...cells, ...(last.trim() === '' ? [] : [last])].map(alignment)
}

/** A colon before the first dash is left, one after it right. */
function alignment(cell: string): Align {
  const signs = cell.trim()
  if (!signs.startsWith(':')) return signs.includes(':') ? 'right' : undefined
  return signs.includes(':', 1) ? 'center' : 'left'
}

/** How many columns a head line has; 0 if it has no bar. */
export function headColumns(line: string): number {
  let bars = 0
  let last = 0
  for (let at = 0; at < line.length; at += 1) {
    const character = line[at]
    if (character === '\\' && isAsciiPunctuation(line.charAt(at + 1))) at += 1
    else if (character === '|' && line[at - 1] !== '\\') {
      bars += 1
      last = at
    }
  }
  if (bars === 0) return 0
  const leads = line.trimStart().startsWith('|') ? 1 : 0
  return bars - leads + (isBlank(line, last + 1) ? 0 : 1)
}

/** The cells of one row as inline source: an escaped bar is a bar. */
export function cellsOf(line: string): string[] {
  const cells: string[] = []
  let at = 0
  for (;;) {
    if (line[at] === '|') at += 1
    while (line[at] === ' ' || line[at] === '\t') at += 1
    if (at >= line.length) return cells
    let end = at
    while (end < line.length && !(line[end] === '|' && line[end - 1] !== '\\')) end += 1
    cells.push(withoutEnd(line.slice(at, end), ' \t').replace(/\\\|/g, '|'))
    at = end
  }
}
