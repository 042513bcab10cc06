// Moving talk to where it belongs: asked for here, told by events like everything else.
import type { Goal, Talk } from '../wire'
import { mapped, perform } from './acting'
import type { Context } from './context'
import type { Moving } from './interface'

export function createMoving(context: Context): Moving {
  const { api } = context
  return {
    moveTalk: async (what: Talk, to: Goal, notice: boolean) =>
      mapped(await perform(context, { t: 'move_talk', what, to, notice }), (ack) => ({ item: ack.id, ...(ack.left ? { left: ack.left } : {}) })),
    resolveItem: (id) => api.item(id),
  }
}
