// Who is in the network: profiles, the directory, organisations. What is read
// is given to the view that asked; people and organisations met on the way are kept and stay up to date.
import { noAnswer, type MemberView, type OrganisationView, type Reply } from '../wire'
import { perform } from './acting'
import type { Context } from './context'
import type { Directory } from './interface'
import { newest } from './maps'
import { withMembers } from './places'

export function createDirectory(context: Context): Directory {
  const { api, core } = context
  async function met<T>(asked: Promise<Reply<T>>, people: (body: T) => readonly MemberView[], organisations: (body: T) => readonly OrganisationView[] = () => []): Promise<Reply<T>> {
    const got = await asked
    if (got.ok)
      core.changeSoon((state) => ({
        ...withMembers(state, people(got.value)),
        organisations: newest(state.organisations, (view) => view.id, organisations(got.value)),
      }))
    return got
  }
  return {
    readProfile: (member) => met(api.profile(member), (body) => [body.member]),
    readDirectory: (query) => met(api.directory(query), (body) => body.people.map((one) => one.member)),
    search: (query, skip) => met(api.search(query, skip), (body) => body.members),
    listCompetences: () => api.competences(),
    listOrganisations: (query) => met(api.organisations(query), () => [], (rows) => rows.map((row) => row.organisation)),
    readOrganisation: (id) => met(api.organisation(id), (body) => [...body.members, ...body.contacts], (body) => [body.organisation]),
    readDuties: (member) => api.duties(member),
    changeProfile: (change) => perform(context, { t: 'change_profile', ...change }),
    changePicture: async (portrait) => {
      if (!portrait) return perform(context, { t: 'change_picture' })
      const part = await import('./portrait').catch(() => undefined)
      return part ? part.changePicture(context, portrait) : { ok: false, refusal: noAnswer('offline') }
    },
    addAffiliation: (organisation, title) => perform(context, { t: 'add_affiliation', organisation, title }),
    changeAffiliation: (organisation, change) => perform(context, { t: 'change_affiliation', organisation, ...change }),
    endAffiliation: (of) => perform(context, { t: 'end_affiliation', ...of }),
    confirmAffiliation: (of) => perform(context, { t: 'confirm_affiliation', ...of }),
    setCompetence: (competence, level) => perform(context, { t: 'set_competence', competence, level }),
    saveCompetence: (competence) => perform(context, { t: 'save_competence', ...competence }),
    endorse: (member, competence, isSeen) => perform(context, { t: isSeen ? 'endorse' : 'unendorse', member, competence }),
    createOrganisation: (organisation) => perform(context, { t: 'create_organisation', ...organisation }),
    changeOrganisation: (organisation, change) => perform(context, { t: 'change_organisation', organisation, ...change }),
    nameContact: (of, isContact) => perform(context, { t: isContact ? 'name_contact' : 'remove_contact', ...of }),
    closeAccount: (parting, how) => perform(context, { t: how, ...parting }),
    reopenAccount: (member) => perform(context, { t: 'reactivate_member', member }),
  }
}
