// An entry on its way out: as a reference, as Markdown, as JSON. Pure; nobody's name is in it but the words themselves.
import type { ItemView } from '../../store'
import { fieldsOf, shownLevel, type Entry } from './entry'
import type { BankWords } from './text'

export function reference(item: ItemView, entry: Entry, words: { author: string; date: string; address: string }): string {
  const by = words.author === '' ? '' : `${words.author}: `
  return `${by}${item.title} (v${entry.version}), ${words.date}. ${words.address}`
}

export function markdown(item: ItemView, entry: Entry, words: BankWords): string {
  const parts = [`# ${item.title}`]
  const level = shownLevel(entry).level
  parts.push(`- ${words.sort}: ${words.sorts[entry.sort]}\n- ${words.level}: ${level} (${words.levels[level] ?? ''})${entry.effect ? `\n- ${words.effect}: ${words.effects[entry.effect]}` : ''}\n- ${words.licence}: ${entry.licence === 'all_rights_reserved' ? words.reserved : entry.licence}`)
  for (const name of fieldsOf(entry.sort)) {
    const said = entry.fields[name]
    if (said !== undefined && said !== '') parts.push(`## ${words.fields[name]}\n\n${said}`)
  }
  if (entry.steps.length > 0) parts.push(`## ${words.steps}\n\n${entry.steps.map((step, index) => `${index + 1}. ${step.text}`).join('\n')}`)
  if (entry.tags.length > 0) parts.push(entry.tags.map((tag) => `#${tag}`).join(' '))
  return `${parts.join('\n\n')}\n`
}

export function json(item: ItemView, entry: Entry): string {
  const { sort, fields, steps, places, tags, regions, phase, effect, points, licence, version, publishedAt } = entry
  const said = { title: item.title, sort, fields, steps: steps.map((step) => step.text), places, tags, regions, phase, level: shownLevel(entry).level, effect, points, licence, version, published_at: publishedAt }
  return `${JSON.stringify(said, null, 2)}\n`
}

export function save(name: string, type: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type }))
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
