// Where the bytes of a file that lies on this device can be shown from, once they are found.
import { useEffect, useState } from 'react'
import { useStore } from '../../store'

export function usePreview(upload: string | undefined): string | undefined {
  const store = useStore()
  const [url, setUrl] = useState<string>()
  useEffect(() => {
    if (upload === undefined) return undefined
    let isHere = true
    void store.preview(upload).then((found) => isHere && setUrl(found)).catch(() => undefined)
    return () => {
      isHere = false
    }
  }, [store, upload])
  return upload === undefined ? undefined : url
}
