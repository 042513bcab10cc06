// A person's name that opens their card.
import { Suspense, useRef, useState } from 'react'
import type { MemberId } from '../../store'
import { LazyProfileCard } from '../lazy'
import styles from './Person.module.css'

export function Person({ id, name }: { id: MemberId; name: string }) {
  const [isOpen, setOpen] = useState(false)
  const trigger = useRef<HTMLButtonElement>(null)
  return (
    <>
      <button
        type="button"
        ref={trigger}
        className={styles.name}
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
      >
        {name}
      </button>
      {isOpen && (
        <Suspense>
          <LazyProfileCard id={id} trigger={trigger} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
