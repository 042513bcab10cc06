// The news kind: articles that few write and all read. Its views come when a news channel is opened.
import { lazy, Suspense } from 'react'
import type { ChannelScene, Kind } from '../kind'

const Inside = lazy(() => import('./NewsView').then((part) => ({ default: part.NewsView })))

function View({ scene }: { scene: ChannelScene }) {
  return (
    <Suspense>
      <Inside scene={scene} />
    </Suspense>
  )
}

export const news: Kind = { name: 'news', View }
