// On a person's card: block, take the block back, report.
import { Suspense, useState } from 'react'
import type { MemberId } from '../../store'
import { useText } from '../../text'
import { Button } from '../../ui/Button'
import { LazyBlockDialog, LazyReportDialog } from '../lazy'
import { useBlocks } from './useBlocks'
import styles from './moderation.module.css'

export function MemberCare({ id }: { id: MemberId }) {
  const { m } = useText()
  const [shown, show] = useState<'block' | 'report'>()
  const isBlocked = useBlocks()?.some((block) => block.member === id) ?? false
  const close = () => show(undefined)
  return (
    <div className={styles.care}>
      {isBlocked && <p className={styles.soft}>{m.moderation.isBlocked}</p>}
      <div className={styles.buttons}>
        <Button size="small" look="quiet" icon="block" onPress={() => show('block')}>
          {isBlocked ? m.moderation.unblock : m.moderation.block}
        </Button>
        <Button size="small" look="quiet" icon="flag" onPress={() => show('report')}>
          {m.moderation.reportMember}
        </Button>
      </div>
      <Suspense>
        {shown === 'block' && <LazyBlockDialog member={id} onClose={close} />}
        {shown === 'report' && <LazyReportDialog subject={{ member: id }} onClose={close} />}
      </Suspense>
    </div>
  )
}
