// Which nodes answer, and how much the database holds. Nodes are asked for anew while one looks.
import { useCallback, useEffect } from 'react'
import { useStore, type NodeView, type StorageBody } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import styles from './lists.module.css'
import { Answered, Facts, Scroll, Word } from './parts'
import { sizeWords } from './size'
import { useAnswer } from './useAnswer'

const NODES_EVERY_MS = 5_000
const SHOWN_TABLES = 12

export function ServiceSection() {
  const { m } = useText()
  const store = useStore()
  const nodes = useAnswer(useCallback(() => store.nodes(), [store]))
  const storage = useAnswer(useCallback(() => store.storage(), [store]))
  const { again } = nodes
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && again(), NODES_EVERY_MS)
    return () => clearInterval(timer)
  }, [again])
  return (
    <>
      <h2>{m.admin.service.nodes}</h2>
      <Answered asked={nodes}>
        {(all) => (
          <ul role="list" className={styles.rows}>
            {all.map((node) => (
              <Node key={`${node.name} ${node.since}`} node={node} />
            ))}
          </ul>
        )}
      </Answered>
      <div className={styles.head}>
        <h2 className={styles.name}>{m.admin.service.storage}</h2>
        <Button size="small" isDisabled={storage.isAsking} onPress={storage.again}>
          {m.admin.service.refresh}
        </Button>
      </div>
      <Answered asked={storage}>{(body) => <Storage storage={body} />}</Answered>
    </>
  )
}

function Node({ node }: { node: NodeView }) {
  const { m, format } = useText()
  const words = m.admin.service
  return (
    <li className={styles.row}>
      <div className={styles.head}>
        <div className={styles.name}>
          <p className={styles.strong}>{node.name}</p>
          <Facts of={[words.sockets(node.sockets), words.since(format.brief(Date.parse(node.since))), words.version(node.version), words.heard(node.heard_secs)]} />
        </div>
        {node.own && <Word look="good">{words.thisNode}</Word>}
      </div>
    </li>
  )
}

function Storage({ storage }: { storage: StorageBody }) {
  const { m, locale, format } = useText()
  const words = m.admin.service
  return (
    <>
      <p>{words.database(sizeWords(storage.bytes, locale))}</p>
      <p>
        {words.files(format.number(storage.files), sizeWords(storage.file_bytes, locale), sizeWords(storage.file_quota, locale))}{' '}
        {storage.files_blocked > 0 && <Word look="alert">{words.blocked(storage.files_blocked)}</Word>}
      </p>
      <Scroll label={words.storage}>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{words.table}</th>
              <th scope="col" className={styles.number}>{words.size}</th>
              <th scope="col" className={styles.number}>{words.rows}</th>
            </tr>
          </thead>
          <tbody>
            {storage.tables.slice(0, SHOWN_TABLES).map((table) => (
              <tr key={table.name}>
                <td className={styles.code}>{table.name}</td>
                <td className={styles.number}>{sizeWords(table.bytes, locale)}</td>
                <td className={styles.number}>{format.number(table.rows)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
    </>
  )
}
