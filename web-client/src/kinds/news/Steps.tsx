// What an editor may do with an article now: the server says whether it happened, and that it was read before.
import { useEffect, useState } from 'react'
import { useSelected, useStore, type ItemView, type JsonValue } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { Select } from '../../ui/Select'
import type { ChannelScene } from '../kind'
import { articleOf } from './body'
import { Changes } from './Changes'
import styles from './news.module.css'
import { Preview } from './Preview'
import { useWords } from './text'
import { useHolder, useName } from './useHold'

export interface StepsProps {
  item: ItemView
  scene: ChannelScene
  onEdit: () => void
  onChanged: () => void
}

export function Steps({ item, scene, onEdit, onChanged }: StepsProps) {
  const { m, format } = useText()
  const words = useWords()
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
  const [open, setOpen] = useState<'' | 'changes' | 'preview'>('')
  const holder = useHolder(item.id, scene.row.channel.desk)
  const holderName = useName(holder)
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
      const isBehind = !outcome.ok && outcome.refusal.code === 'conflict'
      setRefused(outcome.ok ? '' : isBehind ? words.behind : `${m.refusals[outcome.refusal.code]} (${outcome.refusal.message})`)
      // What they changed is shown before anything is done about it.
      if (isBehind) setOpen('changes')
      if (outcome.ok || isBehind) onChanged()
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
      {holder !== undefined && holder !== me && <p className={styles.note}>{words.heldBy(holderName)}</p>}
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
        <Button look="quiet" aria-expanded={open === 'preview'} onPress={() => setOpen(open === 'preview' ? '' : 'preview')}>
          {words.preview}
        </Button>
        <Button look="quiet" aria-expanded={open === 'changes'} onPress={() => setOpen(open === 'changes' ? '' : 'changes')}>
          {words.changes}
        </Button>
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
            choices={[{ value: '', name: words.choose }, ...editors.filter((id) => id !== item.author && id !== me && !article.coAuthors.includes(id)).map((value) => ({ value, name: nameOf(value) }))]}
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
      {open === 'preview' && <Preview item={item} />}
      {open === 'changes' && <Changes item={item} />}
    </section>
  )
}
