// Goes to a day in the channel: the address carries the day, so that it can be shared.
import { useNavigate } from '@tanstack/react-router'
import { Suspense, useRef, useState } from 'react'
import type { ChannelId } from '../../store'
import { useText } from '../../text'
import { Button, IconButton } from '../../ui/Button'
import { Field } from '../../ui/Field'
import { LazyPanel } from '../lazy'
import styles from './JumpToDate.module.css'

export function JumpToDate({ channel }: { channel: ChannelId }) {
  const { m, format } = useText()
  const navigate = useNavigate()
  const trigger = useRef<HTMLButtonElement>(null)
  const [isOpen, setOpen] = useState(false)
  const [day, setDay] = useState('')
  const go = () => {
    setOpen(false)
    void navigate({ to: '/c/$channel', params: { channel }, search: { at: day } })
  }
  return (
    <>
      <IconButton ref={trigger} icon="calendar" label={m.timeline.jumpToDate} aria-haspopup="dialog" aria-expanded={isOpen} onPress={() => setOpen(true)} />
      {isOpen && (
        <Suspense>
          <LazyPanel label={m.timeline.jumpToDate} trigger={trigger} placement="bottom end" onClose={() => setOpen(false)}>
            <form
              className={styles.form}
              onSubmit={(event) => {
                event.preventDefault()
                if (day !== '') go()
              }}
            >
              <Field label={m.timeline.jumpToDate} type="date" value={day} max={format.dayKey(Date.now())} autoFocus onChange={(event) => setDay(event.target.value)} />
              <Button type="submit" look="primary" isDisabled={day === ''}>
                {m.fresh.open}
              </Button>
            </form>
          </LazyPanel>
        </Suspense>
      )}
    </>
  )
}
