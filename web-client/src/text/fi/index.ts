// The Finnish catalogue. Its shape is the law: sv and en must satisfy it.
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

export const fi = { ...shell, ...talk, ...people, ...administration, ...files, ...moderation, ...moving, ...workspaces, ...arrivals, ...invitations, ...activity, ...push, who, search }
