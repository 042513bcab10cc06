// The bank kind: practice models, guides, studies, solutions, stories, references. Its views come when a bank is opened.
import { lazy, Suspense } from 'react'
import type { ChannelScene, Kind } from '../kind'

const Inside = lazy(() => import('./BankView').then((part) => ({ default: part.BankView })))

function View({ scene }: { scene: ChannelScene }) {
  return (
    <Suspense>
      <Inside scene={scene} />
    </Suspense>
  )
}

export const bank: Kind = { name: 'bank', View }
