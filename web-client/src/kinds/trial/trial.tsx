// The test-only kind: a ballot. It lives in this folder and one registry line, and meets what later kinds will meet: a
// desk state, a change that two people race for, a vote limit, a facet filter, an anonymous act, and a view of its own.
import { useState } from 'react'
import { select, useSelected, useStore, type ItemView } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { Choices } from '../../ui/Field'
import type { ChannelScene, Kind } from '../kind'

const words = {
  fi: { vote: 'Äänestä', votes: 'ääntä', take: 'Ota hoitaaksesi', publish: 'Julkaise', all: 'Kaikki', open: 'Avoinna', state: 'Tila' },
  sv: { vote: 'Rösta', votes: 'röster', take: 'Ta hand om', publish: 'Publicera', all: 'Alla', open: 'Öppna', state: 'Status' },
  en: { vote: 'Vote', votes: 'votes', take: 'Take on', publish: 'Publish', all: 'All', open: 'Open', state: 'State' },
}

interface TrialBody {
  votes?: number
  taker?: string
}

function bodyOf(item: ItemView): TrialBody {
  return item.body !== null && typeof item.body === 'object' && !Array.isArray(item.body) ? item.body : {}
}

function TrialView({ scene }: { scene: ChannelScene }) {
  const { locale } = useText()
  const [filter, setFilter] = useState('all')
  const rows = useSelected((state) => select.items(state, scene.row.channel.id).rows)
  if (scene.item !== undefined) return <>{scene.talk(scene.item)}</>
  return (
    <div data-testid="trial-kind-marker">
      <Choices
        label={words[locale].state}
        name="state"
        side
        value={filter}
        onChange={setFilter}
        choices={[
          { value: 'all', name: words[locale].all },
          { value: 'open', name: words[locale].open },
        ]}
      />
      <ul role="list">
        {rows
          .filter((row) => filter === 'all' || row.item.state === filter)
          .map((row) => (
            <Ballot key={row.item.id} item={row.item} scene={scene} />
          ))}
      </ul>
    </div>
  )
}

function Ballot({ item, scene }: { item: ItemView; scene: ChannelScene }) {
  const { m, locale } = useText()
  const store = useStore()
  const [refused, setRefused] = useState('')
  const change = (what: string) => {
    void store.changeItem(item.id, { do: what }, item.changed_seq).then((outcome) => setRefused(outcome.ok ? '' : m.refusals[outcome.refusal.code]))
  }
  const body = bodyOf(item)
  return (
    <li>
      <a href={scene.linkTo(item.id)}>{item.title}</a> {body.votes ?? 0} {words[locale].votes}
      <Button onPress={() => change('vote')}>{words[locale].vote}</Button>
      <Button onPress={() => change('take')} isDisabled={body.taker !== undefined}>
        {words[locale].take}
      </Button>
      {item.desk && <Button onPress={() => change('publish')}>{words[locale].publish}</Button>}
      {refused !== '' && <span role="alert">{refused}</span>}
    </li>
  )
}

export const trial: Kind = { name: 'trial', View: TrialView }
