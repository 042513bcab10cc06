// What a tag is called in one's own language. Pure.
import type { TagView } from '../../store'
import type { Locale } from '../../text'

export function tagName(tag: Pick<TagView, 'slug' | 'label'>, locale: Locale): string {
  const label = tag.label
  return label ? label[locale] || label.fi : `#${tag.slug}`
}
