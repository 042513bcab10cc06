// The Swedish catalogue; a missing or misspelt key is a type error here.
import type { Messages } from '../catalogue'
import { activity } from './activity'
import { administration } from './administration'
import { files } from './files'
import { moderation } from './moderation'
import { moving } from './moving'
import { arrivals } from './arrivals'
import { invitations } from './invitations'
import { people } from './people'
import { search } from './search'
import { push } from './push'
import { shell } from './shell'
import { talk } from './talk'
import { workspaces } from './workspaces'
import { who } from './who'

export const sv: Messages = { ...shell, ...talk, ...people, ...administration, ...files, ...moderation, ...moving, ...workspaces, ...arrivals, ...invitations, ...activity, ...push, who, search }
