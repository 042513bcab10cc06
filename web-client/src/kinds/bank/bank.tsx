// The bank kind: practice models, guides, studies, solutions, stories, references. Its views come when a bank is opened.
import { lazy, Suspense } from 'react'
import type { ChannelScene, Kind, TalkSaid } from '../kind'

const Inside = lazy(() => import('./BankView').then((part) => ({ default: part.BankView })))

function View({ scene }: { scene: ChannelScene }) {
  return (
    <Suspense>
      <Inside scene={scene} />
    </Suspense>
  )
}

// Characters of a field, counted as the server does.
const MOST = 4_000

// The conversation is named by its place alone: each reader sees the title that they may see.
function madeOfTalk({ texts, topic }: TalkSaid) {
  const [first = '', ...others] = texts
  const signs = [...first]
  const rest = [signs.slice(MOST).join(''), ...others].filter((text) => text !== '').join('\n\n')
  if ([...rest].length > MOST) return undefined
  return { sort: 'practice_model', fields: { problem: signs.slice(0, MOST).join(''), ...(rest !== '' && { core_idea: rest }) }, links: [{ label: '', item: topic }] }
}

export const bank: Kind = { name: 'bank', View, madeOfTalk }
