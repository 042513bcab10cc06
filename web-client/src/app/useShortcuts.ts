// The keyboard's shortcuts of the whole page. Those that are plain letters are silent while one writes.
import { useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { select, useStore } from '../store'

type Shown = 'switcher' | 'help' | undefined

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))
}

export function useShortcuts() {
  const store = useStore()
  const navigate = useNavigate()
  const path = useRouterState({ select: (state) => state.location.pathname })
  const [shown, show] = useState<Shown>()

  useEffect(() => {
    const step = (by: 1 | -1, onlyUnread: boolean) => {
      const state = store.getSnapshot()
      const rows = [...select.workspaces(state).flatMap((row) => row.channels), ...select.directs(state)]
      const here = rows.findIndex((row) => path.startsWith(`/c/${row.channel.id}`))
      for (let i = 1; i <= rows.length; i++) {
        const row = rows[(here + by * i + rows.length * 2) % rows.length]
        if (row && (!onlyUnread || (row.unread.count > 0 && row.follow !== 'mute')))
          return void navigate({ to: '/c/$channel', params: { channel: row.channel.id } })
      }
    }
    const onKeyDown = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault()
        return show((now) => (now === 'switcher' ? undefined : 'switcher'))
      }
      if (event.altKey && !event.ctrlKey && !event.metaKey) {
        const by = { ArrowDown: 1, ArrowUp: -1 }[event.key] as 1 | -1 | undefined
        if (by) {
          event.preventDefault()
          return step(by, event.shiftKey)
        }
        if (event.code === 'KeyU') {
          event.preventDefault()
          return void navigate({ to: '/fresh' })
        }
      }
      if (event.key === '/' && !event.ctrlKey && !event.metaKey && !isWriting(event.target)) {
        event.preventDefault()
        return void navigate({ to: '/search' })
      }
      if (event.key === '?' && !isWriting(event.target)) show('help')
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [store, navigate, path])

  return { shown, show }
}
