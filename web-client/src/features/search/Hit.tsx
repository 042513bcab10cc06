// One thing that was found: the sentence with the words that answer, who said it, where and when. Opens in its place.
import { Link } from '@tanstack/react-router'
import type { MemberView, SearchHit } from '../../store'
import { useText } from '../../text'
import { findingWords } from '../../text/finding'
import { memberName } from '../people/names'
import styles from './search.module.css'

/** The pieces with where each begins: the same words may come twice. */
function placed(hit: SearchHit) {
  let at = 0
  return hit.excerpt.map((piece) => {
    const here = { ...piece, at }
    at += piece.text.length
    return here
  })
}

export function Hit({ hit, author }: { hit: SearchHit; author: MemberView | undefined }) {
  const { m, format, locale } = useText()
  const place = hit.workspace_name === undefined ? [m.search.direct] : [hit.workspace_name, hit.channel_name]
  const name = author ? memberName(author, m) : hit.author === undefined ? undefined : m.search.formerMember
  const where = [...place, hit.message === undefined ? '' : hit.item_title].filter(Boolean).join(' › ')
  const inside = (
    <>
      {hit.message === undefined && <strong className={styles.titled}>{hit.item_title}</strong>}
      <span className={styles.excerpt}>
        {placed(hit).map(({ at, text, is_hit }) => (is_hit ? <mark key={at}>{text}</mark> : <span key={at}>{text}</span>))}
      </span>
      {hit.file !== undefined && <span className={styles.soft}>{findingWords(locale).inFile(hit.file)}</span>}
      <span className={styles.soft}>{[name, where, format.full(Date.parse(hit.at))].filter(Boolean).join(' · ')}</span>
    </>
  )
  return (
    <li className={styles.hit}>
      {hit.message === undefined ? (
        <Link to="/c/$channel/t/$item" params={{ channel: hit.channel, item: hit.item }} className={styles.open}>
          {inside}
        </Link>
      ) : (
        <Link to="/c/$channel/m/$message" params={{ channel: hit.channel, message: hit.message }} className={styles.open}>
          {inside}
        </Link>
      )}
    </li>
  )
}
