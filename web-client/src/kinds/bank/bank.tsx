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

// As long as a field may be.
const MOST = 4_000

const madeOfTalk = ({ texts, topic, topicTitle }: TalkSaid) => ({
  sort: 'practice_model',
  fields: { problem: (texts[0] ?? '').slice(0, MOST), ...(texts.length > 1 && { core_idea: texts.slice(1).join('\n\n').slice(0, MOST) }) },
  links: [{ label: topicTitle, item: topic }],
})

export const bank: Kind = { name: 'bank', View, madeOfTalk }
