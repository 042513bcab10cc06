// What can be done to a message: quick reaction, picker, quote, and the rest in a menu. Every one works by keyboard.
import { Suspense, useMemo, useRef, useState } from 'react'
import { useSelected, useStore, type Row } from '../../store'
import { useText, type Messages } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button } from '../../ui/Button'
import { IconButton } from '../../ui/Button'
import type { ChoiceGroup } from '../../ui/overlay/ActionMenu'
import { LazyDialog, LazyEmojiPicker, LazyMakeItem, LazyMenu, LazyRecordOutcome, LazyReportDialog } from '../lazy'
import { refusalWords } from '../people/refusals'
import type { ConversationScene } from './ConversationContext'
import styles from './MessageActions.module.css'

const QUICK = '👍'

interface Props {
  row: Row
  scene: ConversationScene
}

interface Rights {
  isMine: boolean
  mayManage: boolean
  mayPost: boolean
  isPinned: boolean
  mayReport: boolean
  mayMove: boolean
  mayMake: boolean
  maySolve: boolean
}

function menuOf(m: Messages, rights: Rights): ChoiceGroup[] {
  const talk = [
    rights.mayPost && { id: 'quote', label: m.message.quote, icon: 'quote' as const },
    rights.mayPost && (rights.isPinned ? { id: 'unpin', label: m.message.unpin, icon: 'pin' as const } : { id: 'pin', label: m.message.pin, icon: 'pin' as const }),
    rights.maySolve && { id: 'solution', label: m.message.solution, icon: 'check' as const },
    { id: 'link', label: m.message.copyLink, icon: 'link' as const },
    { id: 'unread', label: m.message.markUnread, icon: 'markUnread' as const },
  ].filter((choice) => choice !== false)
  const own = [
    rights.mayMake && { id: 'make', label: m.making.menu, icon: 'plus' as const },
    rights.mayMove && { id: 'move', label: m.moving.menu, icon: 'right' as const },
    rights.isMine && rights.mayPost && { id: 'edit', label: m.message.edit, icon: 'pencil' as const },
    (rights.isMine || rights.mayManage) && { id: 'delete', label: m.message.delete, icon: 'trash' as const, danger: true },
    rights.mayReport && { id: 'report', label: m.moderation.report, icon: 'flag' as const },
  ].filter((choice) => choice !== false)
  return [{ id: 'talk', choices: talk }, ...(own.length > 0 ? [{ id: 'own', choices: own }] : [])]
}

export function MessageActions({ row, scene }: Props) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const { message } = row
  const me = useSelected((state) => state.me?.id)
  const [shown, show] = useState<'menu' | 'emoji' | 'delete' | 'report' | 'outcome' | 'make' | undefined>()
  const more = useRef<HTMLButtonElement>(null)
  const smile = useRef<HTMLButtonElement>(null)
  const isMine = me !== undefined && message.author === me
  const isHidden = message.hidden === true
  const mayPost = scene.mayPost && !isHidden
  // What is said between a few people stays there.
  const isDirect = useSelected((state) => state.channels.get(message.channel)?.workspace === undefined)
  const maySolve = useSelected((state) => {
    const item = state.content.get(message.channel)?.items.get(message.item)
    return !isDirect && scene.mayPost && !isHidden && item?.kind === 'chat' && !item.main && (item.author === me || scene.mayManage)
  })
  const mayMove = !isDirect && scene.mayPost && (isMine || scene.mayManage)
  const groups = useMemo(
() => menuOf(m, { isMine, mayManage: scene.mayManage, mayPost, isPinned: message.pinned === true, mayReport: !isMine && !isHidden, mayMove, mayMake: !isDirect && !isHidden, maySolve }), [m, isMine, scene.mayManage, mayPost, isHidden, mayMove, maySolve, isDirect, message.pinned],
  )
  const close = () => show(undefined)

  const choose = (id: string) => {
    switch (id) {
      case 'quote':
        return scene.quote(message.id)
      case 'edit':
        return scene.edit(message.id)
      case 'delete':
        return show('delete')
      case 'make':
        return show('make')
      case 'report':
        return show('report')
      case 'move':
        return scene.move(message)
      case 'pin':
        return store.pin(message.id)
      case 'unpin':
        return store.unpin(message.id)
      case 'solution':
        return void store.act({ t: 'mark_solution', item: message.item, message: message.id })
      case 'link':
        void navigator.clipboard.writeText(`${location.origin}/c/${message.channel}/m/${message.id}`).then(() => announce(m.copied))
        return undefined
      case 'unread':
        scene.holdSeen()
        void store.markUnread(message.channel, message.seq, scene.item).then((outcome) =>
          outcome.ok ? scene.markedUnread(message.seq) : announce(refusalWords(outcome.refusal, m)),
        )
        return undefined
    }
  }

  return (
    <div className={styles.bar} role="group" aria-label={m.message.actions}>
      {mayPost && (
        <>
          <button
            type="button"
            className={styles.quick}
            aria-label={m.message.react(QUICK)}
            title={m.message.react(QUICK)}
            onClick={() => store.toggleReaction(message.id, QUICK)}
          >
            {QUICK}
          </button>
          <IconButton ref={smile} icon="smile" size="small" label={m.message.addReaction} aria-expanded={shown === 'emoji'} aria-haspopup="dialog" onPress={() => show('emoji')} />
          <IconButton icon="quote" size="small" label={m.message.quote} onPress={() => scene.quote(message.id)} />
        </>
      )}
      {mayPost && !isDirect && <IconButton icon="check" size="small" label={m.outcomes.record} onPress={() => show('outcome')} />}
      {mayPost && isMine && <IconButton icon="pencil" size="small" label={m.message.edit} onPress={() => scene.edit(message.id)} />}
      <IconButton ref={more} icon="dots" size="small" label={m.more} aria-expanded={shown === 'menu'} aria-haspopup="menu" onPress={() => show('menu')} />
      <Suspense>
        {shown === 'menu' && <LazyMenu label={m.message.actions} groups={groups} trigger={more} onChoose={choose} onClose={() => show((now) => (now === 'menu' ? undefined : now))} />}
        {shown === 'emoji' && (
          <LazyEmojiPicker
            trigger={smile}
            onClose={close}
            onChoose={(emoji) => {
              close()
              store.toggleReaction(message.id, emoji)
            }}
          />
        )}
        {shown === 'outcome' && <LazyRecordOutcome place={{ message: message.id }} party={isMine ? undefined : message.author} onClose={close} />}
        {shown === 'make' && <LazyMakeItem message={message} onClose={close} />}
        {shown === 'report' && <LazyReportDialog subject={{ message: message.id }} isDirect={scene.isDirect} onClose={close} />}
        {shown === 'delete' && (
          <LazyDialog
            title={m.message.deleteTitle}
            closeLabel={m.close}
            size="small"
            alert
            onClose={close}
            foot={
              <>
                <Button onPress={close}>{m.cancel}</Button>
                <Button
                  look="danger"
                  onPress={() => {
                    close()
                    store.remove(message.id)
                  }}
                >
                  {m.message.delete}
                </Button>
              </>
            }
          >
            <p>{m.message.deleteExplain}</p>
          </LazyDialog>
        )}
      </Suspense>
    </div>
  )
}
