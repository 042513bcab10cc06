// The English catalogue; a missing or misspelt key is a type error here.
import type { Messages } from '../catalogue'
import { administration } from './administration'
import { files } from './files'
import { invitations } from './invitations'
import { moving } from './moving'
import { arrivals } from './arrivals'
import { people } from './people'
import { shell } from './shell'
import { talk } from './talk'
import { who } from './who'

export const en: Messages = { ...shell, ...talk, ...people, ...administration, ...files, who, ...invitations, ...moving, ...arrivals }
