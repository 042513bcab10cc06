// Coming in: links, requests to be let in, and moving a session to another device. The secret of a link is drawn here,
// so it is shown once, to who made it, and never again.
import type { Event, InvitationLink, MemberId, WorkspaceId } from '../wire'
import type { Account } from './account'
import { mapped, perform } from './acting'
import type { Context } from './context'
import type { ComingIn } from './interface'
import { refusedForCode } from './personal-code'
import type { State } from './state'

const SECRET_BYTES = 32

/** 32 random bytes as base64url. */
export function drawnSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES))
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** What one's own stream tells of links and requests: that something has changed, and which code was used. */
export function withComingIn(state: State, event: Event): State {
  const { comingIn } = state
  switch (event.verb) {
    case 'join_requested':
    case 'join_decided':
    case 'invitation_used':
      return { ...state, comingIn: { ...comingIn, heard: comingIn.heard + 1 } }
    case 'session_started': {
      const move = event.facts?.['move']
      return typeof move === 'string' ? { ...state, comingIn: { ...comingIn, moved: move } } : state
    }
    default:
      return state
  }
}

/** Who waits where one decides, and what one has asked for: read at the beginning and after every word of it. */
export function watchRequests({ core, api }: Context): void {
  const read = async () => {
    const got = await api.requests()
    if (!got.ok) return
    const requests = new Map(got.value.own.map((one) => [one.workspace, one.state] as const))
    const queues = new Map(got.value.queues.map((one) => [one.workspace, one.waiting] as const))
    core.change((state) => ({ ...state, comingIn: { ...state.comingIn, requests, queues } }))
  }
  core.watch((state, former) => {
    const hasBegun = state.phase === 'ready' && former.phase !== 'ready'
    if (hasBegun || (state.phase === 'ready' && state.comingIn.heard !== former.comingIn.heard)) void read()
  })
}

export function createComingIn(context: Context, account: Account): ComingIn {
  const { api, core } = context
  const heard = () => core.change((state) => ({ ...state, comingIn: { ...state.comingIn, heard: state.comingIn.heard + 1 } }))
  return {
    invite: async (place, { emails, ...words }) => {
      const links: InvitationLink[] = emails && emails.length > 0 ? emails.map((email) => ({ token: drawnSecret(), email })) : [{ token: drawnSecret() }]
      const made = await perform(context, { t: 'invite', ...(place && { place }), links, note: '', language: '', ...words })
      return mapped(made, () => links)
    },
    revokeInvitation: (invitation) => perform(context, { t: 'revoke_invitation', invitation }),
    listInvitations: (place) => {
      if (place === undefined) return api.networkInvitations()
      return 'workspace' in place ? api.workspaceInvitations(place.workspace) : api.channelInvitations(place.channel)
    },
    lookInvitation: (token) => api.lookInvitation({ token }),
    acceptInvitation: async (body) => refusedForCode(body) ?? account.entered(await api.acceptInvitation({ ...body, bearer: false })),
    comeInByInvitation: (token) => perform(context, { t: 'use_invitation', token }),
    requestToJoin: async (workspace, text) => {
      const got = await perform(context, { t: 'request_to_join', workspace, text })
      if (got.ok) heard()
      return got
    },
    cancelRequest: async (workspace) => {
      const got = await perform(context, { t: 'cancel_request', workspace })
      if (got.ok) heard()
      return got
    },
    decideRequests: (workspace: WorkspaceId, members: readonly MemberId[], approve: boolean) =>
      perform(context, { t: 'decide_requests', workspace, members: [...members], approve }),
    listRequests: (workspace) => api.workspaceRequests(workspace),
    beginMove: async () => {
      const token = drawnSecret()
      return mapped(await perform(context, { t: 'begin_move', token }), (ack) => ({ token, id: ack.id }))
    },
    lookMove: (token) => api.lookMove({ token }),
    signInByMove: async (body) => account.entered(await api.useMove({ ...body, bearer: false })),
  }
}

