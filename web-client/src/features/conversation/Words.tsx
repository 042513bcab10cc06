// What a person wrote, drawn: the house's one place that joins markup with the names of members.
import { useRouter } from '@tanstack/react-router'
import { Suspense, useCallback, useMemo, useRef, useState } from 'react'
import { useSelected, type MemberId } from '../../store'
import { useText } from '../../text'
import { Markup, type MarkupWords } from '../../ui/markup/Markup'
import { LazyProfileCard } from '../lazy'
import { memberName } from '../people/names'

interface Props {
  message: { readonly text: string; readonly lang?: string | undefined }
}

export function Words({ message }: Props) {
  const { m } = useText()
  const members = useSelected((state) => state.members)
  const ownId = useSelected((state) => state.me?.id)
  const router = useRouter()
  const openTag = useCallback((slug: string) => void router.navigate({ to: '/tag/$slug', params: { slug } }), [router])
  const box = useRef<HTMLDivElement>(null)
  const [card, showCard] = useState<MemberId>()
  const words = useMemo<MarkupWords>(
    () => ({
      everyone: m.timeline.everybody,
      unknownMember: m.message.deletedMember,
      table: m.message.table,
      code: m.message.code,
      done: m.message.done,
      notDone: m.message.notDone,
    }),
    [m],
  )
  const nameOf = useCallback(
    (id: string) => {
      const member = members.get(id)
      return member && memberName(member, m)
    },
    [members, m],
  )
  return (
    <div lang={message.lang} ref={box}>
      <Markup text={message.text} words={words} nameOf={nameOf} ownId={ownId} onMember={showCard} onTag={openTag} />
      {card !== undefined && (
        <Suspense>
          <LazyProfileCard id={card} trigger={box} onClose={() => showCard(undefined)} />
        </Suspense>
      )}
    </div>
  )
}
