// Says honestly how the connection is, when it is not simply well. A short break says nothing, so that it does not flicker.
import { useEffect, useState } from 'react'
import { select, useSelected, useStore, type ConnectionState } from '../../store'
import { useText, type Messages } from '../../text'
import { Bar } from '../../ui/Bar'
import { Button } from '../../ui/Button'

const PATIENCE_MS = 1_200

interface Words {
  words: string
  look: 'info' | 'warning' | 'alert'
  action?: 'reconnect' | 'reload'
}

function wordsOf(connection: ConnectionState, m: Messages): Words | undefined {
  switch (connection.name) {
    case 'idle':
    case 'live':
    case 'signed_out':
      return undefined
    case 'offline':
      return { words: m.connection.offline, look: 'warning' }
    case 'connecting':
      return { words: connection.attempt > 1 ? m.connection.reconnecting : m.connection.connecting, look: 'info' }
    case 'resuming':
      return { words: m.connection.resuming, look: 'info' }
    case 'waiting':
      return { words: m.connection.reconnecting, look: 'warning', action: 'reconnect' }
    case 'going_away':
      return { words: m.connection.reconnecting, look: 'info' }
    case 'stopped':
      return { words: m.connection.outdated, look: 'alert', action: 'reload' }
  }
}

export function ConnectionBar() {
  const { m } = useText()
  const store = useStore()
  const connection = useSelected((state) => state.connection)
  const waiting = useSelected((state) => select.outbox(state).length)
  const [isLate, setLate] = useState(false)
  const said = wordsOf(connection, m)
  const isWell = said === undefined

  useEffect(() => {
    if (isWell) return setLate(false)
    const timer = setTimeout(() => setLate(true), PATIENCE_MS)
    return () => clearTimeout(timer)
  }, [isWell])

  if (!said || (!isLate && said.look !== 'alert' && connection.name !== 'offline')) return null
  return (
    <Bar
      live
      look={said.look}
      icon={said.look === 'info' ? 'info' : 'offline'}
      action={
        said.action && (
          <Button size="small" onPress={() => (said.action === 'reload' ? location.reload() : store.reconnect())}>
            {said.action === 'reload' ? m.reload : m.connection.tryNow}
          </Button>
        )
      }
    >
      {said.words} {waiting > 0 && m.connection.waiting(waiting)}
    </Bar>
  )
}
