// Everything under a tag that one may see: how much of what sort, the newest or the most used first, and how closely one
// follows it. What is shown stands in the address.
import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useSelected, useStore, type Refusal, type TagBody, type TagUse } from '../../store'
import { useText } from '../../text'
import { inboxWords, type InboxWords } from '../../text/inbox'
import { firstWords } from '../conversation/QuoteCard'
import { mentionedIn } from '../fresh/names'
import { memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import { FollowChoice } from './FollowChoice'
import { KeepTag } from './KeepTag'
import { tagName } from './names'
import { TagLink } from './TagLink'
import styles from './tags.module.css'

export type TagSort = 'all' | 'message' | 'item' | 'workspace' | 'organisation' | 'member'
export type TagOrder = 'newest' | 'used'
const SORTS: readonly TagSort[] = ['all', 'message', 'item', 'workspace', 'organisation', 'member']
const ORDERS: readonly TagOrder[] = ['newest', 'used']
const SOON_MS = 400

interface Props {
  slug: string
  sort: TagSort
  order: TagOrder
}

export function TagScreen({ slug, sort, order }: Props) {
  const { m, locale } = useText()
  const words = inboxWords(locale)
  const store = useStore()
  const [answer, setAnswer] = useState<{ body?: TagBody; refusal?: Refusal }>({})
  const [round, setRound] = useState(0)
  const stirred = useSelected((state) => state.stirred)
  const unread = useSelected((state) => state.unread)
  const isLive = useSelected((state) => state.connection.name === 'live')
  useEffect(() => {
    document.title = `#${slug} – ${m.product}`
  }, [slug, m])
  useEffect(() => {
    let isWanted = true
    const soon = setTimeout(
      () =>
        void store.readTag(slug, { ...(sort !== 'all' && { sort }), order }).then((outcome) => {
          if (!isWanted) return
          setAnswer((former) => (outcome.ok ? { body: outcome.value } : outcome.refusal.retry === 'no' ? { refusal: outcome.refusal } : { ...former, refusal: outcome.refusal }))
          if (outcome.ok) store.needMembers(outcome.value.uses.flatMap((use) => [...(use.author === undefined ? [] : [use.author]), ...mentionedIn(use.text ?? '')]))
        }),
      round === 0 ? 0 : SOON_MS,
    )
    return () => {
      isWanted = false
      clearTimeout(soon)
    }
    // A use elsewhere is heard as something new, or as a hint to those who follow the tag.
  }, [store, slug, sort, order, isLive, stirred, unread, round])
  const { body, refusal } = answer
  const total = body?.counts.reduce((sum, one) => sum + one.uses, 0) ?? 0
  const search = (next: { sort?: TagSort; order?: TagOrder }) => {
    const [nextSort, nextOrder] = [next.sort ?? sort, next.order ?? order]
    return { ...(nextSort !== 'all' && { sort: nextSort }), ...(nextOrder !== 'newest' && { order: nextOrder }) }
  }
  return (
    <main className={styles.page} id="content" tabIndex={-1}>
      <div className={styles.column}>
        <header className={styles.head}>
          <div>
            <h1>{words.tag.page(body?.tag.slug ?? slug)}</h1>
            {body?.tag.label && <p className={styles.label}>{tagName(body.tag, locale)}</p>}
            {body && (
              <p className={styles.soft}>
                {words.tag.kinds[body.tag.kind as keyof InboxWords['tag']['kinds']] ?? body.tag.kind} · {words.tag.uses(total)}
              </p>
            )}
            {body?.tag.parent !== undefined && (
              <p className={styles.soft}>
                {words.tag.under} <TagLink slug={body.tag.parent} />
              </p>
            )}
          </div>
          <FollowChoice subject={{ tag: body?.tag.slug ?? slug }} label={words.tag.follow} />
        </header>
        {refusal && !body && <p>{refusalWords(refusal, m)}</p>}
        {body && body.children.length > 0 && (
          <section>
            <h2 className={styles.heading}>{words.tag.children}</h2>
            <ul role="list" className={styles.chips}>
              {body.children.map((child) => (
                <li key={child.slug}>
                  <TagLink slug={child.slug} name={`${tagName(child, locale)} (${child.uses})`} />
                </li>
              ))}
            </ul>
          </section>
        )}
        {body && total > 0 && (
          <nav className={styles.choices} aria-label={words.tag.sort}>
            {SORTS.map((each) => {
              const uses = each === 'all' ? total : (body.counts.find((one) => one.sort === each)?.uses ?? 0)
              return uses === 0 ? null : (
                <Link key={each} to="/tag/$slug" params={{ slug }} search={search({ sort: each, order: 'newest' })} replace aria-current={each === sort && order === 'newest' ? 'page' : undefined} className={styles.choice}>
                  {words.tag.sorts[each]} ({uses})
                </Link>
              )
            })}
            {ORDERS.filter((each) => each === 'used').map((each) => (
              <Link key={each} to="/tag/$slug" params={{ slug }} search={search({ sort: 'all', order: each })} replace aria-current={each === order ? 'page' : undefined} className={styles.choice}>
                {words.tag.orders[each]}
              </Link>
            ))}
          </nav>
        )}
        {body && body.uses.length > 0 && (
          <ul role="list" className={styles.list} aria-label={words.tag.orders[order]}>
            {body.uses.map((use) => (
              <li key={`${use.sort} ${use.id}`}>
                <UseLine use={use} words={words} />
              </li>
            ))}
          </ul>
        )}
        {body && total === 0 && <p className={styles.soft}>{words.tag.none}</p>}
        {body?.has_more && <p className={styles.soft}>{words.tag.more}</p>}
        {body?.may_keep && <KeepTag body={body} words={words} onKept={() => setRound((former) => former + 1)} />}
      </div>
    </main>
  )
}

function UseLine({ use, words }: { use: TagUse; words: InboxWords }) {
  const { m, format } = useText()
  const members = useSelected((state) => state.members)
  const channel = useSelected((state) => state.channels.get(use.channel ?? ''))
  const author = use.author === undefined ? undefined : members.get(use.author)
  const title = use.title || (use.channel === undefined ? '' : m.timeline.main)
  const content = (
    <>
      <span className={styles.lineHead}>
        <strong>{channel ? `${channel.name} › ${title}` : title}</strong>
        <span className={styles.soft}>{words.tag.sorts[use.sort as TagSort] ?? ''}</span>
      </span>
      {use.text && (
        <span className={styles.said}>
          {author && `${memberName(author, m)}: `}
          {firstWords(use.text, (id) => memberName(members.get(id), m))}
        </span>
      )}
      <span className={styles.soft}>
        <time dateTime={use.at}>{format.brief(Date.parse(use.at))}</time>
        {use.uses > 1 && ` · ${words.tag.uses(use.uses)}`}
      </span>
    </>
  )
  const line = { className: styles.line }
  if (use.sort === 'message' && use.channel !== undefined)
    return <Link to="/c/$channel/m/$message" params={{ channel: use.channel, message: use.id }} {...line}>{content}</Link>
  if (use.sort === 'item' && use.channel !== undefined)
    return <Link to="/c/$channel/t/$item" params={{ channel: use.channel, item: use.id }} {...line}>{content}</Link>
  if (use.sort === 'workspace') return <Link to="/w/$workspace" params={{ workspace: use.id }} {...line}>{content}</Link>
  if (use.sort === 'organisation') return <Link to="/o/$organisation" params={{ organisation: use.id }} {...line}>{content}</Link>
  return <Link to="/p/$member" params={{ member: use.id }} {...line}>{content}</Link>
}
