// What is not saved yet, and of which form of the article it began.
import { draftsOf } from '../../store'
import type { Written } from './body'

interface Kept {
  readonly base: number
  readonly written: Written
}

export const { keep, kept, forget } = draftsOf<Kept>('news', (draft): draft is Kept => typeof draft.base === 'number' && draft.written !== undefined)
