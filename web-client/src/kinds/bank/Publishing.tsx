// A draft on its way out: what is still missing, said kindly, what is like it already, and the press that publishes it.
import { useState } from 'react'
import { useStore, type ItemView, type SearchHit } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { Icon } from '../../ui/Icon'
import styles from './bank.module.css'
import type { missing } from './entry'
import { useWords } from './text'

interface Props {
  item: ItemView
  gaps: ReturnType<typeof missing>
  onEdit: () => void
  onDone: () => void
}

const SHOWN = 5

export function Publishing({ item, gaps, onEdit, onDone }: Props) {
  const words = useWords()
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [similar, setSimilar] = useState<readonly SearchHit[]>()
  const look = async () => {
    const found = await store.search(item.title, 0)
    setSimilar(found.ok ? found.value.hits.filter((hit) => hit.kind === item.kind && hit.item !== item.id && hit.message === undefined).slice(0, SHOWN) : [])
  }
  const publish = async () => {
    const outcome = await store.changeItem(item.id, { do: 'publish' }, item.changed_seq)
    if (!outcome.ok) announce(m.refusals[outcome.refusal.code])
    onDone()
  }
  const gapName = (gap: (typeof gaps)[number]) => (gap === 'contact' || gap === 'link' || gap === 'points' ? words.missingWords[gap] : words.fields[gap])
  return (
    <section className={styles.panel} aria-label={words.publishing}>
      {gaps.length > 0 ? (
        <>
          <h3>{words.missing}</h3>
          <ul className={styles.plainList}>
            {gaps.map((gap) => (
              <li key={gap}>{gapName(gap)}</li>
            ))}
          </ul>
          <div>
            <Button look="primary" icon="pencil" onPress={onEdit}>
              {words.edit}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p>
            <Icon name="check" size={18} /> {words.complete}
          </p>
          {similar && similar.length > 0 && (
            <>
              <h3>{words.similar}</h3>
              <p className={styles.soft}>{words.similarHint}</p>
              <ul className={styles.plainList}>
                {similar.map((hit) => (
                  <li key={hit.item}>
                    <a href={`/c/${hit.channel}/t/${hit.item}`}>{hit.item_title}</a> <span className={styles.soft}>{hit.workspace_name}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
          {similar?.length === 0 && <p className={styles.soft}>{words.noSimilar}</p>}
          <div className={styles.tools}>
            {similar === undefined ? (
              <Button look="primary" onPress={() => void look()}>
                {words.lookAtSimilar}
              </Button>
            ) : (
              <Button look="primary" icon="check" onPress={() => void publish()}>
                {words.publishing}
              </Button>
            )}
          </div>
        </>
      )}
    </section>
  )
}
