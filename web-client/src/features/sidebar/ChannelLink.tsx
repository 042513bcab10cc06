// One channel in a list, with what waits in it. A private conversation shows the person.
import { Link } from '@tanstack/react-router'
import { select, useSelected, type ChannelRow } from '../../store'
import { useText } from '../../text'
import { Badge } from '../../ui/Badge'
import { classes } from '../../ui/classes'
import { Icon } from '../../ui/Icon'
import { channelName, othersIn } from '../people/names'
import { Face } from '../people/Face'
import styles from './Sidebar.module.css'

export function ChannelLink({ row }: { row: ChannelRow }) {
  const { m } = useText()
  const { channel, unread, follow } = row
  const isDirect = channel.workspace === undefined
  const name = useSelected((state) => channelName(state, channel, m))
  const isMuted = follow === 'mute'
  return (
    <Link
      to="/c/$channel"
      params={{ channel: channel.id }}
      className={classes(styles.channel, unread.count > 0 && !isMuted && styles.unread, isMuted && styles.muted)}
      activeProps={{ 'aria-current': 'page' }}
    >
      {isDirect ? <Other row={row} /> : <Icon name={channel.visibility === 'private' ? 'lock' : 'hash'} size={18} />}
      <span className={styles.channelName}>{name}</span>
      {channel.visibility === 'private' && !isDirect && <span className="sr-only">, {m.nav.privateChannel}</span>}
      {isMuted && (
        <span className={styles.sign} title={m.nav.muted}>
          <Icon name="bellOff" size={16} />
          <span className="sr-only">, {m.nav.muted}</span>
        </span>
      )}
      {unread.mentions > 0 && <Badge look="mention" count={unread.mentions} label={m.nav.mentions(unread.mentions)} />}
      {!isMuted && <Badge count={unread.count} label={m.nav.unread(unread.count, unread.count > 99)} />}
    </Link>
  )
}

function Other({ row }: { row: ChannelRow }) {
  const other = useSelected((state) => othersIn(row.channel, state.me?.id)[0] ?? '')
  const member = useSelected((state) => state.members.get(other))
  const presence = useSelected((state) => select.presence(state, other))
  return <Face id={other} member={member} size="small" presence={presence} />
}
