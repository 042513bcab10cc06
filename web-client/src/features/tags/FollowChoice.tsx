// How closely one follows a thing, on the one scale of the house.
import { select, useSelected, useStore, type Follow, type Subject } from '../../store'
import { useText } from '../../text'
import { useAnnounce } from '../../ui/Announcer'
import { Select } from '../../ui/Select'
import { refusalWords } from '../people/refusals'

const LEVELS: readonly Follow[] = ['mute', 'default', 'follow', 'watch']

export function FollowChoice({ subject, label }: { subject: Subject; label: string }) {
  const { m } = useText()
  const store = useStore()
  const announce = useAnnounce()
  const level = useSelected((state) => select.follow(state, subject))
  const change = (value: string) => {
    const next = LEVELS.find((one) => one === value)
    if (next)
      void store.follow(subject, next).then((outcome) => announce(outcome.ok ? `${label}: ${m.channel.followLevels[next].name}` : refusalWords(outcome.refusal, m)))
  }
  return <Select label={label} value={level} onChange={change} choices={LEVELS.map((one) => ({ value: one, name: m.channel.followLevels[one].name }))} />
}
