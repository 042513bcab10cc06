// Puts what waits before the page's title, so that a tab in the background tells it.
import { useRouterState } from '@tanstack/react-router'
import { useEffect } from 'react'
import { select, useSelected } from '../store'

const COUNTED = /^\(\d+\+?\) /

export function useTitleCount(): void {
  const { count } = useSelected(select.waitingTotal)
  const path = useRouterState({ select: (state) => state.location.pathname })
  useEffect(() => {
    const write = () => {
      const plain = document.title.replace(COUNTED, '')
      const next = count > 0 ? `(${count > 99 ? '99+' : count}) ${plain}` : plain
      if (document.title !== next) document.title = next
    }
    write()
    const title = document.querySelector('title')
    if (!title) return
    const observer = new MutationObserver(write)
    observer.observe(title, { childList: true })
    return () => observer.disconnect()
  }, [count, path])
}
