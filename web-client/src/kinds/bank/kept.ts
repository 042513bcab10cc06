// What is being written: what others have said of it is no part of it.
import { draftsOf } from '../../store'
import type { Written } from './entry'

interface Kept {
  readonly title: string
  readonly written: Written
}

const drafts = draftsOf<Kept>('bank', (draft): draft is Kept => typeof draft.title === 'string' && draft.written !== undefined)
export const { kept, forget } = drafts

export function keep(item: string, title: string, written: Written): void {
  drafts.keep(item, { title, written: only(written) })
}

function only({ sort, fields, steps, places, links, tags, regions, phase, level, effect, points, contact, licence, public: isPublic }: Written): Written {
  return { sort, fields, steps, places, links, tags, regions, phase, level, effect, points, contact, licence, public: isPublic }
}
