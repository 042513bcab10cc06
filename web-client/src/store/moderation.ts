// Care among members: blocks, requests of direct talk, reports. Each is asked for when a screen shows it; `care` of
// the state grows when something happened to them, and the screen asks again.
import { mapped, perform } from './acting'
import type { Context } from './context'
import type { Moderation } from './interface'

export function createModeration(context: Context): Moderation {
  const { api } = context
  return {
    block: (member) => perform(context, { t: 'block', member }),
    unblock: (member) => perform(context, { t: 'unblock', member }),
    answerDirect: (channel, accept) => perform(context, { t: 'answer_direct', channel, accept }),
    report: async (subject, reason, words) => mapped(await perform(context, { t: 'report', subject, reason, words }), (ack) => ack.id),
    claimReport: (report) => perform(context, { t: 'claim_report', report }),
    hideReported: (report) => perform(context, { t: 'hide_reported', report }),
    restoreReported: (report) => perform(context, { t: 'restore_reported', report }),
    decideReport: (report, outcome, reason) => perform(context, { t: 'decide_report', report, outcome, reason }),
    appealReport: (report, words) => perform(context, { t: 'appeal_report', report, words }),
    listBlocks: () => api.blocks(),
    listDirectRequests: () => api.directRequests(),
    hiddenText: (message) => api.hiddenText(message),
    listReports: (workspace) => (workspace === undefined ? api.reports() : api.workspaceReports(workspace)),
    listOwnReports: () => api.ownReports(),
  }
}
