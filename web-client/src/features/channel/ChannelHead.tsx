// The head of a channel: where one is, how closely one follows it, and the ways to move about in it.
import { Link } from '@tanstack/react-router'
import { Suspense, useRef, useState, type ReactNode } from 'react'
import { useNavigate } from '@tanstack/react-router'
import { select, useSelected, useStore, type ChannelRow, type Follow, type ItemId } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Button, IconButton } from '../../ui/Button'
import { Icon, type IconName } from '../../ui/Icon'
import { LazyBlockDialog, LazyDialog, LazyMenu, LazyChannelSettings, LazyChannelInvite } from '../lazy'
import { channelName, othersIn, organisationName, mainOrganisation } from '../people/names'
import { refusalWords } from '../people/refusals'
import styles from './ChannelHead.module.css'
import { JumpToDate } from './JumpToDate'

const LEVELS: readonly Follow[] = ['mute', 'default', 'follow', 'watch']
export const levelIcons: Record<Follow, IconName> = { mute: 'bellOff', default: 'bell', follow: 'fresh', watch: 'eye' }

interface Props {
  row: ChannelRow
  isPaneShown: boolean
  onTogglePane: () => void
  /** The item that is open, where a list of items can be opened from here. */
  itemName?: string | undefined
  /** The same, when it is not the channel's main one: it is followed by itself. */
  item?: ItemId | undefined
  children?: ReactNode
}

export function ChannelHead({ row, isPaneShown, onTogglePane, itemName, item, children }: Props) {
  const { m, locale } = useText()
  const { channel } = row
  const isDirect = channel.workspace === undefined
  const name = useSelected((state) => channelName(state, channel, m))
  const workspace = useSelected((state) => (channel.workspace === undefined ? undefined : state.workspaces.get(channel.workspace)))
  const other = useSelected((state) => (isDirect ? state.members.get(othersIn(channel, state.me?.id)[0] ?? '') : undefined))
  const organisation = useSelected((state) => mainOrganisation(state, other))
  const guests = channel.guests?.length ?? 0
  const under = isDirect ? organisationName(organisation, locale) : workspace?.name

  return (
    <header className={styles.head}>
      <div className={styles.top}>
        <Link to={isDirect ? '/direct' : '/channels'} className={styles.back} aria-label={isDirect ? m.nav.direct : m.nav.channels}>
          <Icon name="back" />
        </Link>
        <div className={styles.names}>
          <h1 className={styles.name}>
            {!isDirect && <Icon name={channel.visibility === 'private' ? 'lock' : 'hash'} size={18} />}
            <span className={styles.nameWords}>{name}</span>
            {channel.visibility === 'private' && !isDirect && <span className="sr-only">, {m.nav.privateChannel}</span>}
          </h1>
          {under && (
            <p className={styles.under}>
              {workspace ? (
                <Link to="/w/$workspace" params={{ workspace: workspace.id }}>
                  {under}
                </Link>
              ) : (
                under
              )}
              {guests > 0 && <span className={styles.guests}>{m.workspaces.guestsHere(guests)}</span>}
            </p>
          )}
        </div>
        <div className={styles.tools}>
          <JumpToDate channel={channel.id} />
          <ChannelMenu row={row} name={name} item={item} itemName={itemName} />
          <IconButton icon="panel" label={isPaneShown ? m.context.hide : m.context.show} pressed={isPaneShown} onPress={onTogglePane} />
        </div>
      </div>
      <div className={styles.below}>
        {itemName !== undefined && (
          <button type="button" className={styles.chip} aria-haspopup="dialog" onClick={onTogglePane}>
            <Icon name="talk" size={16} />
            <span className={styles.chipWords}>{itemName}</span>
            <Icon name="down" size={16} />
          </button>
        )}
        {children}
      </div>
    </header>
  )
}

function ChannelMenu({ row, name, item, itemName }: { row: ChannelRow; name: string } & Pick<Props, 'item' | 'itemName'>) {
  const { m } = useText()
  const store = useStore()
  const navigate = useNavigate()
  const announce = useAnnounce()
  const [shown, show] = useState<'menu' | 'leave' | 'block' | 'settings' | 'invite'>()
  const trigger = useRef<HTMLButtonElement>(null)
  const follow = useSelected((state) => select.follow(state, { channel: row.channel.id }))
  const ofItem = useSelected((state) => (item === undefined ? 'default' : select.follow(state, { item })))
  const close = () => show(undefined)
  const isDirect = row.channel.workspace === undefined
  const me = useSelected((state) => state.me?.id)
  const others = isDirect ? othersIn(row.channel, me) : []
  const other = others.length === 1 && others[0] !== me ? others[0] : undefined

  const choose = (id: string) => {
    const level = LEVELS.find((one) => one === id || `item ${one}` === id)
    if (level)
      void store
        .follow(item !== undefined && level !== id ? { item } : { channel: row.channel.id }, level)
        .then((outcome) => announce(outcome.ok ? `${m.channel.follow}: ${m.channel.followLevels[level].name}` : refusalWords(outcome.refusal, m)))
    if (id === 'leave' || id === 'block' || id === 'settings' || id === 'invite') show(id)
  }
  const leave = () => {
    close()
    void store.leave(row.channel.id).then((outcome) => (outcome.ok ? navigate({ to: '/fresh' }) : announce(refusalWords(outcome.refusal, m))))
  }

  return (
    <>
      <IconButton ref={trigger} icon={levelIcons[follow]} label={`${m.channel.follow}: ${m.channel.followLevels[follow].name}`} aria-haspopup="menu" aria-expanded={shown === 'menu'} onPress={() => show('menu')} />
      <Suspense>
        {shown === 'menu' && (
          <LazyMenu
            label={m.channel.menu(name)}
            trigger={trigger}
            onChoose={choose}
            onClose={() => show((now) => (now === 'menu' ? undefined : now))}
            groups={[
              ...(item === undefined || itemName === undefined
                ? []
                : [{ id: 'item', label: `${m.channel.follow}: ${itemName}`, choices: LEVELS.map((level) => ({ id: `item ${level}`, label: m.channel.followLevels[level].name, icon: levelIcons[level], chosen: level === ofItem })) }]),
              {
                id: 'follow',
                label: m.channel.follow,
                choices: LEVELS.map((level) => ({
                  id: level,
                  label: m.channel.followLevels[level].name,
                  hint: m.channel.followLevels[level].hint,
                  icon: levelIcons[level],
                  chosen: level === follow,
                })),
              },
              ...(other === undefined ? [] : [{ id: 'block', choices: [{ id: 'block', label: m.moderation.block, icon: 'block' as const, danger: true }] }]),
              ...(isDirect || !row.standing?.may_manage ? [] : [{ id: 'settings', choices: [{ id: 'settings', label: m.workspaces.channelSettings, icon: 'pencil' as const }] }]),
              ...(isDirect || !row.standing?.may_manage ? [] : [{ id: 'invite', choices: [{ id: 'invite', label: m.links.inviteToChannel, icon: 'link' as const }] }]),
              ...(isDirect || !row.standing?.joined ? [] : [{ id: 'leave', choices: [{ id: 'leave', label: m.channel.leave, icon: 'out' as const, danger: true }] }]),
            ]}
          />
        )}
        {shown === 'block' && other !== undefined && <LazyBlockDialog member={other} onClose={close} />}
        {shown === 'settings' && <LazyChannelSettings channel={row.channel} onClose={close} />}
        {shown === 'invite' && <LazyChannelInvite channel={row.channel} onClose={close} />}
        {shown === 'leave' && (
          <LazyDialog
            title={m.channel.leaveTitle}
            closeLabel={m.close}
            size="small"
            alert
            onClose={close}
            foot={
              <>
                <Button onPress={close}>{m.cancel}</Button>
                <Button look="danger" onPress={leave}>
                  {m.channel.leave}
                </Button>
              </>
            }
          >
            <p>{m.channel.leaveExplain}</p>
          </LazyDialog>
        )}
      </Suspense>
    </>
  )
}
