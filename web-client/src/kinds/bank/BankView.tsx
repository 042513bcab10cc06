// The middle of a bank's screen: the list, an entry to read, an entry to write, or the bank's own talk.
import { useState } from 'react'
import { useText } from '../../text'
import type { ChannelScene } from '../kind'
import styles from './bank.module.css'
import { BankList } from './BankList'
import { Editor } from './Editor'
import { Reader } from './Reader'
import { Former } from './Former'
import { useWords } from './text'
import { useEntry, useFormer } from './useEntry'

export function BankView({ scene }: { scene: ChannelScene }) {
  const isTalk = scene.item === scene.row.channel.main_item
  if (scene.item === undefined) return <BankList scene={scene} />
  if (isTalk) return <>{scene.talk(scene.item)}</>
  return <OneEntry key={scene.item} scene={scene} id={scene.item} />
}

function OneEntry({ scene, id }: { scene: ChannelScene; id: string }) {
  const { m } = useText()
  const words = useWords()
  const { item, isGone, again } = useEntry(scene.row.channel.id, id)
  // Whoever begins a draft wants to write it.
  const [isEditing, setEditing] = useState(() => sessionStorage.getItem(`talkoo.bank.begun`) === id)
  const old = useFormer(item)
  if (old === 'missing')
    return (
      <p className={styles.empty}>
        {words.noVersion} <a href={scene.linkTo(id)}>{words.newest}</a>
      </p>
    )
  if (old) return <Former item={old} scene={scene} />
  if (isGone) return <p className={styles.empty}>{m.refusals.not_found}</p>
  if (!item) return <p className={styles.empty}>{m.loading}</p>
  if (isEditing)
    return (
      <Editor
        item={item}
        onSaved={again}
        onClose={() => {
          sessionStorage.removeItem('talkoo.bank.begun')
          setEditing(false)
        }}
      />
    )
  return <Reader item={item} scene={scene} onEdit={() => setEditing(true)} onChanged={again} />
}
