// Founding and running workspaces, the order of their channels, and what administrators of the network ask for. All
// of it waits for its answer.
import { mapped, perform } from './acting'
import type { Context } from './context'
import type { Workspaces } from './interface'

export function createWorkspaces(context: Context): Workspaces {
  const { api } = context
  return {
    foundWorkspace: async (words) => mapped(await perform(context, { t: 'found_workspace', ...words }), (ack) => ack.id),
    configureWorkspace: (workspace, settings) => perform(context, { t: 'configure_workspace', workspace, ...settings }),
    handOver: (workspace, member, afterwards) => perform(context, { t: 'hand_over', workspace, member, afterwards }),
    arrangeChannel: (channel, section, after) => perform(context, { t: 'arrange_channel', channel, section, ...(after === undefined ? {} : { after }) }),
    workspaceCard: (workspace) => api.workspaceCard(workspace),
    workspaceEffect: (workspace, query) => api.workspaceEffect(workspace, query),
    workspaceGlasses: (workspace) => api.workspaceGlasses(workspace),
    mendGlass: (glass) => perform(context, { t: 'mend_glass', glass }),
    askGlass: (workspace, reason) => perform(context, { t: 'ask_glass', workspace, reason }),
    breakGlass: (glass) => perform(context, { t: 'break_glass', glass }),
    allGlasses: () => api.glasses(),
  }
}
