// How the app comes on the home screen of a phone, step by step, with a code that opens it there.
import { useText } from '../../text'
import { Qr } from '../invitations/Qr'
import styles from './push.module.css'

export function InstallGuide() {
  const { m } = useText()
  const address = location.origin
  return (
    <div className={styles.guide}>
      <div className={styles.scan}>
        <div className={styles.qr}>
          <Qr words={address} label={m.push.code} />
        </div>
        <p>
          {m.push.scan} <a href={address}>{address}</a>
        </p>
      </div>
      <Steps title={m.push.android} steps={m.push.androidSteps} />
      <Steps title={m.push.apple} steps={m.push.appleSteps} />
      <Steps title={m.push.desktop} steps={m.push.desktopSteps} />
    </div>
  )
}

function Steps({ title, steps }: { title: string; steps: readonly string[] }) {
  return (
    <div>
      <h3 className={styles.sub}>{title}</h3>
      <ol className={styles.steps}>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </div>
  )
}
