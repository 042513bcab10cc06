// The competences that can be named, read once for all screens, and their names in the reader's language.
import { useEffect, useState } from 'react'
import { useStore, type CompetenceView } from '../../store'
import { useText, type Locale } from '../../text'

export interface Competences {
  readonly all: readonly CompetenceView[]
  nameOf(slug: string): string
}

function nameIn(one: CompetenceView, locale: Locale): string {
  return one.label[locale] || one.label.fi
}

/** Asked for again when an unknown one is met, since it may be new. */
export function useCompetences(unknown?: string): Competences {
  const store = useStore()
  const { locale } = useText()
  const [all, setAll] = useState<readonly CompetenceView[]>([])
  useEffect(() => {
    let isWanted = true
    void store.listCompetences().then((outcome) => isWanted && outcome.ok && setAll(outcome.value))
    return () => {
      isWanted = false
    }
  }, [store, unknown])
  const sorted = all.toSorted((a, b) => nameIn(a, locale).localeCompare(nameIn(b, locale), locale))
  return {
    all: sorted,
    nameOf: (slug) => {
      const one = all.find((view) => view.slug === slug)
      return one ? nameIn(one, locale) : slug
    },
  }
}
