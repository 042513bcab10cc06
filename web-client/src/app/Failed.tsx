// When the page itself fails: says so, and offers the one thing that helps. What is unsent stays in the outbox.
import { useText } from '../text'
import { Button } from '../ui/Button'

export function Failed() {
  const { m } = useText()
  return (
    <main id="content" tabIndex={-1} style={{ display: 'grid', placeContent: 'center', gap: '1rem', height: '100%' }}>
      <h1>{m.somethingFailed}</h1>
      <Button look="primary" onPress={() => location.reload()}>
        {m.reload}
      </Button>
    </main>
  )
}
