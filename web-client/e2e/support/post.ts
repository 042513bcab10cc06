// The letters of the site: a folder that stands for everybody's mailbox.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from '@playwright/test'

const folder = join(process.env['E2E_FOLDER'] ?? '', 'post')

interface Letter {
  readonly to: string
  readonly subject: string
  readonly link: string | null
}

function letters(to: string): Letter[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((name) => name.endsWith('.json')).toSorted()
  return files.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Letter).filter((letter) => letter.to === to)
}

/** Waits for a letter to an address whose subject begins like this; the path of its link. */
export async function linkOf(to: string, subject: string): Promise<string> {
  const found = () => letters(to).findLast((letter) => letter.subject.startsWith(subject))
  await expect.poll(() => found()?.subject, { timeout: 30_000 }).toBeDefined()
  return new URL(found()?.link ?? '').pathname + new URL(found()?.link ?? '').search
}
