// The Finnish catalogue. Its shape is the law: sv and en must satisfy it.
import { administration } from './administration'
import { files } from './files'
import { invitations } from './invitations'
import { moving } from './moving'
import { arrivals } from './arrivals'
import { people } from './people'
import { shell } from './shell'
import { talk } from './talk'
import { who } from './who'

export const fi = { ...shell, ...talk, ...people, ...administration, ...files, who, ...invitations, ...moving, ...arrivals }
