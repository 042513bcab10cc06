// Running the network: what is asked for is answered once and not kept; what is done is a command like any other.
import type { Query } from '../wire'
import { perform } from './acting'
import type { Context } from './context'
import type { Administration } from './interface'

export function createAdministration(context: Context): Administration {
  const { api } = context
  return {
    overview: () => api.administration('overview'),
    adminMembers: (query) => api.administration('members', asked(query)),
    adminOrganisations: () => api.administration('organisations'),
    adminWorkspaces: (query) => api.administration('workspaces', asked(query)),
    adminSettings: () => api.administration('settings'),
    storage: () => api.administration('storage'),
    nodes: () => api.administration('nodes'),
    auditLines: (query) => api.administration('audit', asked(query)),
    auditChain: () => api.administration('audit/chain'),
    adminFeedback: (state) => api.administration('feedback', { state }),
    uploadBringing: (channel, files) => api.uploadBringing(channel, { files: [...files] }),
    uploadImport: (text) => api.uploadImport({ text }),
    importMembers: (id) => perform(context, { t: 'import_members', import: id }),
    importLinks: (id) => api.importLinks(id),
    changeNetwork: (change) => perform(context, { t: 'change_network', ...change }),
    changeOffice: (member, office) => perform(context, { t: 'change_office', member, office }),
    handleFeedback: (feedback, answer) => perform(context, { t: 'handle_feedback', feedback, answer }),
    sendFeedback: (said) => perform(context, { t: 'send_feedback', ...said }),
    listFeedback: () => api.ownFeedback(),
  }
}

/** Only what was asked for: an empty word means any. */
function asked(query: object): Query {
  return Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== '' && value !== false))
}
