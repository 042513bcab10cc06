// Coming in: applying, letters with a link, terms, one's password, and what gatekeepers do with the queue. Lists are asked
// for when a screen opens and not kept: they are of the moment, and some hold what must not stay on a device.
import type {
  AbsentView, Ack, ApplicationId, ApplicationView, ApplyBody, EntranceBody, LetterBody, MemberId, OrganisationId, OwnApplication,
  PasswordBody, SessionId, TermsBody, Words,
} from '../wire'
import type { Account } from './account'
import { perform } from './acting'
import type { Context } from './context'
import type { Outcome } from './interface'
import { refusedForCode } from './personal-code'

export interface Arrivals {
  /** What one must know to register. */
  entrance(): Promise<Outcome<EntranceBody>>
  apply(body: ApplyBody): Promise<Outcome<unknown>>
  /** Asks for a link by mail; the answer does not tell whether the address is known. */
  askLetter(body: LetterBody): Promise<Outcome<unknown>>
  terms(): Promise<Outcome<TermsBody>>
  acceptTerms(version: number): Promise<Outcome<Ack>>
  publishTerms(words: { after: number; terms: Words; privacy: Words }): Promise<Outcome<Ack>>
  ownApplication(): Promise<Outcome<OwnApplication>>
  /** Goes on when the account was approved meanwhile. */
  comeIn(): Promise<void>
  setPassword(body: PasswordBody): Promise<Outcome<unknown>>
  endOtherSessions(keep: SessionId): Promise<Outcome<Ack>>
  applications(state: 'waiting' | 'decided'): Promise<Outcome<readonly ApplicationView[]>>
  handleApplication(application: ApplicationId, handling: boolean): Promise<Outcome<Ack>>
  decideApplications(applications: readonly ApplicationId[], decision: { approve: boolean; reason?: string; organisation?: OrganisationId | undefined }): Promise<Outcome<Ack>>
  /** Members who never came, or have not come for long. */
  absent(): Promise<Outcome<readonly AbsentView[]>>
  remindMembers(members: readonly MemberId[]): Promise<Outcome<Ack>>
}

export function createArrivals(context: Context, account: Pick<Account, 'comeIn'>): Arrivals {
  const { api, core } = context
  return {
    entrance: () => api.entrance(),
    apply: async (body) => refusedForCode(body) ?? api.apply(body),
    askLetter: (body) => api.askLetter(body),
    terms: () => api.terms(),
    acceptTerms: async (version) => {
      const got = await perform(context, { t: 'accept_terms', version })
      if (got.ok) core.change((state) => (state.termsDue === version ? { ...state, termsDue: undefined } : state))
      return got
    },
    publishTerms: (words) => perform(context, { t: 'publish_terms', ...words }),
    ownApplication: () => api.application(),
    comeIn: () => account.comeIn(),
    setPassword: (body) => api.setPassword(body),
    endOtherSessions: (keep) => perform(context, { t: 'end_other_sessions', keep }),
    applications: (state) => api.applications(state),
    handleApplication: (application, handling) => perform(context, { t: 'handle_application', application, handling }),
    decideApplications: (applications, { approve, reason = '', organisation }) =>
      perform(context, { t: 'decide_applications', applications: [...applications], approve, reason, ...(organisation !== undefined && { organisation }) }),
    absent: () => api.absent(),
    remindMembers: (members) => perform(context, { t: 'remind_members', members: [...members] }),
  }
}
