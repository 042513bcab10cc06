// Puts the parts of the store together and gives them out as one: `createStore` with parts of one's own, `openStore`
// with those of the browser.
import {
  browserSignals, browserSocket, createApi, createHttp, createWire, systemClock, type Api, type Clock, type Wire,
} from '../wire'
import { Account } from './account'
import { mapped, perform } from './acting'
import { createAdministration } from './administration'
import { createArrivals } from './arrivals'
import { createComingIn, watchRequests } from './coming-in'
import type { Context } from './context'
import { Core } from './core'
import { browserDatabase, type Database } from './database'
import { FilesOnTheirWay } from './files'
import { createDirectory } from './directory'
import type { Accounts, Places, Store } from './interface'
import { Link } from './link'
import { createLooking } from './looking'
import { createModeration } from './moderation'
import { Marks } from './marks'
import { createMoving } from './moving'
import { People } from './people'
import { Reading } from './reading'
import { Saving } from './saving'
import { Sender } from './sender'
import { Starting } from './starting'
import { browserTabs, type Tabs } from './tabs'
import { createTags } from './tags'
import { createWorkspaces } from './workspaces'
import { createWriting } from './writing'

export interface StoreOptions {
  readonly wire: Wire
  readonly api: Api
  readonly database: Database
  readonly tabs: Tabs
  readonly clock: Clock
}

export function createStore(options: StoreOptions): Store {
  const core = new Core(options.clock)
  const context: Context = { ...options, core }
  const files = new FilesOnTheirWay(context)
  const sender = new Sender(context, files)
  const marks = new Marks(context)
  const people = new People(context)
  const saving = new Saving(context)
  const starting = new Starting(context, () => link)
  const account: Account = new Account(context, {
    starting,
    link: () => link,
    forget: () => {
      saving.forget()
      people.forget()
      files.forget()
      reading.forget()
    },
    loaded: () => sender.drainAll(),
  })
  const link: Link = new Link(context, {
    begin: () => account.begin(),
    connected: (hello) => {
      sender.drainAll()
      marks.connected(hello)
      people.connected()
      reading.connected()
    },
    signedOut: (because) => account.signedOut(because),
    otherMember: () => void account.otherMember(),
  })
  const reading = new Reading(context, link)
  watchRequests(context)
  options.tabs.listen((news) => (news.kind === 'signed_out' ? account.signedOutElsewhere() : sender.heard(news)))

  return {
    subscribe: (listener) => core.subscribe(listener),
    getSnapshot: () => core.state,
    onRefusal: (listener) => core.onRefusal(listener),
    start: () => account.start(),
    flush: () => saving.now(),
    stop: () => {
      options.wire.close()
      void saving.now()
    },
    ask: context.api.ask,
    act: (act) => perform(context, act),
    ...createLooking(context, reading, people),
    ...createWriting(context, sender, people),
    ...createMoving(context),
    ...files.door(),
    ...createPlaces(context),
    ...createModeration(context),
    ...createTags(context),
    ...createWorkspaces(context),
    ...createDirectory(context),
    ...createAccounts(context, account),
    ...createAdministration(context),
    ...createArrivals(context, account),
    ...createComingIn(context, account),
  }
}

function createPlaces(context: Context): Places {
  const { api } = context
  return {
    listWorkspaces: (query) => api.workspaces(query),
    listChannels: (workspace) => api.workspaceChannels(workspace),
    join: (channel) => perform(context, { t: 'join', channel }),
    leave: (channel) => perform(context, { t: 'leave', channel }),
    joinWorkspace: (workspace) => perform(context, { t: 'join_workspace', workspace }),
    leaveWorkspace: (workspace) => perform(context, { t: 'leave_workspace', workspace }),
    addMember: (place, member, role) => perform(context, { t: 'add_member', place, member, role }),
    removeMember: (place, member) => perform(context, { t: 'remove_member', place, member }),
    createWorkspace: async (words) => mapped(await perform(context, { t: 'create_workspace', ...words }), (ack) => ack.id),
    changeWorkspace: (workspace, change) => perform(context, { t: 'change_workspace', workspace, ...change }),
    createChannel: async (words) => mapped(await perform(context, { t: 'create_channel', ...words }), (ack) => ack.id),
    changeChannel: (channel, change) => perform(context, { t: 'change_channel', channel, ...change }),
    openDirect: async (members) => mapped(await perform(context, { t: 'open_direct', members: [...members] }), (ack) => ack.id),
  }
}

function createAccounts(context: Context, account: Account): Accounts {
  const { api, wire } = context
  return {
    signIn: (body) => account.signIn(body),
    signInByLink: (body) => account.signInByLink(body),
    signOut: () => account.signOut(),
    reconnect: () => wire.reconnect(),
    listSessions: () => api.sessions(),
    endSession: async (session) => {
      const got = await perform(context, { t: 'end_session', session })
      // The session that asks may be gone before its answer: then it has happened.
      if (got.ok || got.refusal.code === 'not_signed_in') return { ok: true, value: undefined }
      return got
    },
    demo: () => api.demo(),
  }
}

/** The store of a browser, talking to the server that the page came from. */
export function openStore(): Store {
  const api = createApi(createHttp('/api/v1'))
  const address = new URL('/api/v1/socket', location.href.replace(/^http/, 'ws')).href
  const isSignedIn = async () => {
    const got = await api.sessions()
    if (got.ok) return true
    return got.refusal.code === 'not_signed_in' ? false : undefined
  }
  const wire = createWire({ connect: (ear) => browserSocket(address, ear), clock: systemClock, signals: browserSignals, isSignedIn })
  const store = createStore({ wire, api, clock: systemClock, tabs: browserTabs(), database: browserDatabase(localStorage) })
  browserSignals.watch(() => {
    store.active(browserSignals.isVisible())
    if (!browserSignals.isVisible()) void store.flush()
  })
  return store
}
