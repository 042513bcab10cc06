// Choosing a file; it is sent at once, and named when it is whole.
import { useEffect, useRef, useState } from 'react'
import { useSelected, useStore } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { useWords } from './text'

interface Props {
  label: string
  accept?: string
  onFile: (file: string, name: string) => void
}

export function Attach({ label, accept, onFile }: Props) {
  const words = useWords()
  const { m } = useText()
  const store = useStore()
  const input = useRef<HTMLInputElement>(null)
  const [sent, setSent] = useState<{ id: string; name: string }>()
  const upload = useSelected((state) => (sent === undefined ? undefined : state.uploads.get(sent.id)))
  const ready = upload?.state === 'ready' ? upload.file : undefined
  const done = useRef(onFile)
  done.current = onFile
  useEffect(() => {
    if (ready === undefined || sent === undefined) return
    done.current(ready, sent.name)
    setSent(undefined)
  }, [ready, sent])
  return (
    <span>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        {...(accept !== undefined && { accept })}
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) setSent({ id: store.attach(file, file.name), name: file.name })
          event.target.value = ''
        }}
      />
      <Button size="small" icon="clip" onPress={() => input.current?.click()} isDisabled={sent !== undefined && upload?.state !== 'refused'}>
        {sent !== undefined && upload?.state !== 'refused' ? words.uploading : label}
      </Button>
      {upload?.state === 'refused' && <span role="alert"> {upload.refusal ? m.refusals[upload.refusal.code] : ''}</span>}
    </span>
  )
}
