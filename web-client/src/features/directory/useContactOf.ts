// The organisations whose contact person the reader is, as their own profile says.
import { useEffect, useState } from 'react'
import { useSelected, useStore, type OrganisationId } from '../../store'

const NONE: ReadonlySet<OrganisationId> = new Set()

export function useContactOf(): ReadonlySet<OrganisationId> {
  const store = useStore()
  const me = useSelected((state) => state.me?.id)
  const [own, setOwn] = useState(NONE)
  useEffect(() => {
    let isWanted = true
    if (me !== undefined) void store.readProfile(me).then((outcome) => isWanted && outcome.ok && setOwn(new Set(outcome.value.contact_of)))
    return () => {
      isWanted = false
    }
  }, [store, me])
  return own
}
