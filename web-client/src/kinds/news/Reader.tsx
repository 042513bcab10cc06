// An article as its readers see it, and above it, for its editors, what may be done next.
// Parts and cells have no names of their own, and are drawn anew when they move.
/* oxlint-disable react/no-array-index-key */
import { useEffect, useState } from 'react'
import { useSelected, useStore, type ItemView, type JsonValue } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Markup } from '../../ui/markup/Markup'
import { Select } from '../../ui/Select'
import type { ChannelScene } from '../kind'
import { articleOf, type Block } from './body'
import styles from './news.module.css'
import { newsWords } from './text'

interface Props {
  item: ItemView
  scene: ChannelScene
  onEdit: () => void
  onChanged: () => void
}

export function Reader({ item, scene, onEdit, onChanged }: Props) {
  const { locale, format } = useText()
  const words = newsWords[locale]
  const article = articleOf(item)
  const isEditor = scene.row.channel.desk !== undefined
  const lang = typeof article.rest['lang'] === 'string' && article.rest['lang'] !== '' ? article.rest['lang'] : 'fi'
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <div className={styles.buttons}>
          <Button look="quiet" icon="back" onPress={() => scene.open(undefined)}>
            {words.back}
          </Button>
          {article.isPublic && !item.desk && item.state !== 'archived' && (
            <a href={`/julkinen/${item.id}`} target="_blank" rel="noreferrer">
              {words.publicPage}
            </a>
          )}
        </div>
        {isEditor && <Steps item={item} scene={scene} onEdit={onEdit} onChanged={onChanged} />}
        <article className={styles.article} lang={lang}>
          <h1>{item.title}</h1>
          {article.publishedAt !== undefined && (
            <p className={styles.soft}>
              {words.published} {format.brief(Date.parse(article.publishedAt))}
            </p>
          )}
          {item.text !== '' && <p className={styles.lead}>{item.text}</p>}
          {article.corrections.length > 0 && (
            <section className={styles.note} aria-label={words.corrections}>
              <strong>{words.corrections}</strong>
              {article.corrections.map((one) => (
                <p key={one.at}>
                  {format.brief(Date.parse(one.at))}: {one.text}
                </p>
              ))}
            </section>
          )}
          {article.blocks.map((block, index) => (
            <Shown key={index} block={block} />
          ))}
        </article>
        <div className={styles.talk}>{scene.talk(item.id)}</div>
      </div>
    </div>
  )
}

function Shown({ block }: { block: Block }) {
  const { m } = useText()
  const members = useSelected((state) => state.members)
  const words = { everyone: m.timeline.everybody, unknownMember: m.message.deletedMember, table: m.message.table, code: m.message.code, done: m.message.done, notDone: m.message.notDone }
  const nameOf = (id: string) => {
    const member = members.get(id)
    return member && `${member.given} ${member.family}`
  }
  if (block.t === 'heading') return <h2>{block.text}</h2>
  if (block.t === 'quote')
    return (
      <blockquote className={styles.quote}>
        <p>{block.text}</p>
        {block.source !== '' && <footer className={styles.soft}>{block.source}</footer>}
      </blockquote>
    )
  if (block.t === 'table') {
    const [head, ...rows] = block.rows
    return (
      <div className={styles.wide}>
        <table>
          <thead>
            <tr>
              {(head ?? []).map((cell, index) => (
                <th key={index} scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, line) => (
              <tr key={line}>
                {row.map((cell, index) => (
                  <td key={index}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    )
  }
  if (block.t === 'text') return <Markup text={block.text} words={words} nameOf={nameOf} />
  return null
}

/** What an editor may do now; the server says whether it happened. */
function Steps({ item, scene, onEdit, onChanged }: Props) {
  const { m, locale, format } = useText()
  const words = newsWords[locale]
  const store = useStore()
  const article = articleOf(item)
  const me = useSelected((state) => state.me?.id)
  const members = useSelected((state) => state.members)
  const workspace = scene.row.channel.workspace
  const [editors, setEditors] = useState<readonly string[]>([])
  const [reviewer, setReviewer] = useState('')
  const [comment, setComment] = useState('')
  const [at, setAt] = useState('')
  const [refused, setRefused] = useState('')
  const mayAsk = item.state === 'draft' || item.state === 'review'
  useEffect(() => {
    if (!mayAsk || workspace === undefined) return
    let isWanted = true
    void store.ask<readonly { member: { id: string }; role: string }[]>(`/workspaces/${workspace}/members`).then((outcome) => {
      if (!isWanted || !outcome.ok) return
      const ids = outcome.value.filter((one) => one.role === 'owner' || one.role === 'facilitator').map((one) => one.member.id)
      store.needMembers(ids)
      setEditors(ids)
    })
    return () => {
      isWanted = false
    }
  }, [store, workspace, mayAsk])
  const change = (what: JsonValue) =>
    void store.changeItem(item.id, what, item.changed_seq).then((outcome) => {
      setRefused(outcome.ok ? '' : m.refusals[outcome.refusal.code])
      if (outcome.ok) onChanged()
    })
  const nameOf = (id: string) => {
    const member = members.get(id)
    return member ? `${member.given} ${member.family}` : '…'
  }
  const isReady = (item.state === 'draft' && article.reviewer === undefined) || item.state === 'approved'
  const isOpen = item.state === 'published' || item.state === 'corrected'
  return (
    <section className={styles.block} aria-label={words.desk}>
      <strong>
        {words.states[item.state] ?? item.state}
        {item.state === 'scheduled' && article.publishAt !== undefined && ` · ${format.brief(Date.parse(article.publishAt))}`}
      </strong>
      {article.sentBack !== '' && (
        <p className={styles.note}>
          {words.sentBack}: {article.sentBack}
        </p>
      )}
      <div className={styles.buttons}>
        {item.state !== 'archived' && item.state !== 'scheduled' && <Button onPress={onEdit}>{isOpen ? words.correct : words.edit}</Button>}
        {(isReady || item.state === 'scheduled') && (
          <Button look="primary" onPress={() => change({ do: 'publish' })}>
            {words.publish}
          </Button>
        )}
        {item.state === 'scheduled' && <Button onPress={() => change({ do: 'unschedule' })}>{words.unschedule}</Button>}
        {isOpen && <Button look="quiet" onPress={() => change({ do: 'archive' })}>{words.archive}</Button>}
        {item.state === 'archived' && <Button onPress={() => change({ do: 'restore' })}>{words.restore}</Button>}
      </div>
      {isReady && (
        <div className={styles.buttons}>
          <Field label={words.publishAt} type="datetime-local" value={at} onChange={(event) => setAt(event.target.value)} />
          <Button isDisabled={at === ''} onPress={() => change({ do: 'schedule', at: new Date(at).toISOString() })}>
            {words.schedule}
          </Button>
        </div>
      )}
      {mayAsk && editors.length > 1 && (
        <div className={styles.buttons}>
          <Select
            label={words.reviewer}
            value={reviewer}
            onChange={setReviewer}
            choices={[{ value: '', name: words.choose }, ...editors.filter((id) => id !== item.author).map((value) => ({ value, name: nameOf(value) }))]}
          />
          <Button isDisabled={reviewer === ''} onPress={() => change({ do: 'ask_review', reviewer })}>
            {words.askReview}
          </Button>
        </div>
      )}
      {item.state === 'review' && article.reviewer === me && (
        <div className={styles.buttons}>
          <Button look="primary" onPress={() => change({ do: 'approve' })}>
            {words.approve}
          </Button>
          <Field label={words.comment} value={comment} maxLength={2000} onChange={(event) => setComment(event.target.value)} />
          <Button isDisabled={comment.trim() === ''} onPress={() => change({ do: 'send_back', comment })}>
            {words.sendBack}
          </Button>
        </div>
      )}
      {refused !== '' && <p role="alert">{refused}</p>}
    </section>
  )
}
