// Ways out of an entry: to cite it, to take it along as Markdown or JSON, to print it, to put it away.
import type { ItemView } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import styles from './bank.module.css'
import type { Entry } from './entry'
import { json, markdown, reference, save } from './export'
import { useWords } from './text'
import { useName } from './useEntry'

interface Props {
  item: ItemView
  entry: Entry
  mayWrite: boolean
  act: (change: { [key: string]: string | number | boolean | string[] }) => void
}

export function Outside({ item, entry, mayWrite, act }: Props) {
  const words = useWords()
  const { format } = useText()
  const announce = useAnnounce()
  const author = useName(item.author)
  const name = item.title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60) || 'malli'
  const cite = async () => {
    const date = format.date(Date.parse(entry.publishedAt ?? item.at))
    await navigator.clipboard.writeText(reference(item, entry, { author, date, address: `${location.origin}/c/${item.channel}/t/${item.id}?v=${entry.version}` }))
    announce(words.copied)
  }
  return (
    <div className={styles.outside}>
      {entry.publishedAt !== undefined && (
        <Button size="small" look="quiet" icon="quote" onPress={() => void cite()}>
          {words.cite}
        </Button>
      )}
      <Button size="small" look="quiet" icon="download" onPress={() => save(`${name}.md`, 'text/markdown', markdown(item, entry, words))}>
        {words.exportMarkdown}
      </Button>
      <Button size="small" look="quiet" icon="download" onPress={() => save(`${name}.json`, 'application/json', json(item, entry))}>
        {words.exportJson}
      </Button>
      <Button size="small" look="quiet" icon="file" onPress={() => print()}>
        {words.print}
      </Button>
      {mayWrite && (
        <Button size="small" look="quiet" onPress={() => act({ do: item.state === 'archived' ? 'restore' : 'archive' })}>
          {item.state === 'archived' ? words.restore : words.archive}
        </Button>
      )}
    </div>
  )
}
