// Chooses the first screen for who is not signed in: the demonstration's, where there is one, else signing in.
import { useEffect, useState } from 'react'
import { useStore, type DemoBody } from '../../store'
import { useText } from '../../text'
import { DemoScreen } from './DemoScreen'
import { EntranceFrame } from './EntranceFrame'
import { SignInScreen } from './SignInScreen'

export function Entrance() {
  const { m } = useText()
  const store = useStore()
  const [demo, setDemo] = useState<DemoBody | 'none'>()
  useEffect(() => {
    document.title = m.product
    void store.demo().then((outcome) => setDemo(outcome.ok ? outcome.value : 'none'))
  }, [store, m])
  if (demo === undefined) return <EntranceFrame>{null}</EntranceFrame>
  return demo === 'none' ? <SignInScreen /> : <DemoScreen first={demo} />
}
