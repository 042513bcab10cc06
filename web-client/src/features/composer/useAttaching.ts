// The ways by which files come to the composer: chosen, dropped, pasted. What becomes of them is fetched when needed.
import { useState, type ClipboardEvent, type DragEvent } from 'react'
import { useStore, type ItemId } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'

export function useAttaching(item: ItemId, isAllowed: boolean) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const [isOver, setOver] = useState(false)
  const add = (files: Iterable<File> | undefined | null) => {
    const all = [...(files ?? [])]
    if (!isAllowed || all.length === 0) return false
    void import('../files/attaching').then(({ attach }) => attach(store, item, all, m, announce)).catch(() => announce(m.refusals.unavailable))
    return true
  }
  const holdsFiles = (event: DragEvent) => isAllowed && event.dataTransfer.types.includes('Files')
  return {
    add,
    isOver,
    ways: {
      onPaste: (event: ClipboardEvent) => {
        if (add(event.clipboardData.files)) event.preventDefault()
      },
      onDragOver: (event: DragEvent) => {
        if (!holdsFiles(event)) return
        event.preventDefault()
        setOver(true)
      },
      onDragLeave: (event: DragEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false)
      },
      onDrop: (event: DragEvent) => {
        setOver(false)
        if (add(event.dataTransfer.files)) event.preventDefault()
      },
    },
  }
}
