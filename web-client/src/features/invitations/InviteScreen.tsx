// Where an invitation link leads: who invites to what, and the shortest way in. Opening the address alone lets nobody in.
// The secret stands behind the # of the address, which no server is sent.
import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useState } from 'react'
import { useSelected, useStore, type ChannelId, type InvitationCard, type InvitationOffer, type InvitationState, type Refusal } from '../../store'
import { useText, type Locale, type Messages } from '../../text'
import { Button } from '../../ui/Button'
import { EntranceFrame } from '../entrance/EntranceFrame'
import { SignInForm } from '../entrance/SignInScreen'
import { memberName } from '../people/names'
import { refusalWords } from '../people/refusals'
import styles from './invitations.module.css'
import { landing } from './landing'
import { NewcomerForm } from './NewcomerForm'

export function offerWords(offer: InvitationOffer, m: Messages, locale: Locale): string {
  const organisation = offer.organisation && (offer.organisation[locale] || offer.organisation.fi)
  const inviter = organisation ? `${offer.inviter} (${organisation})` : offer.inviter
  if (offer.channel !== undefined) return m.invitation.toChannel(inviter, offer.channel, offer.workspace ?? '')
  if (offer.workspace !== undefined) return m.invitation.toWorkspace(inviter, offer.workspace)
  return m.invitation.toNetwork(inviter, offer.network)
}

export function InviteScreen({ token }: { token: string }) {
  const { m } = useText()
  const store = useStore()
  const [card, setCard] = useState<InvitationCard | { state: 'unknown' }>()
  const [failed, setFailed] = useState<string>()
  const look = useCallback(async () => {
    const got = await store.lookInvitation(token)
    if (got.ok) setCard(got.value)
    else if (got.refusal.code === 'not_found') setCard({ state: 'unknown' })
    else setFailed(refusalWords(got.refusal, m))
  }, [store, token, m])
  useEffect(() => {
    document.title = `${m.invitation.title} – ${m.product}`
    void look()
  }, [m, look])

  return (
    <EntranceFrame>
      <div className={styles.landing}>
        {failed !== undefined && (
          <>
            <p role="alert" className={styles.refused}>
              {failed}
            </p>
            <Button
              onPress={() => {
                setFailed(undefined)
                void look()
              }}
            >
              {m.retry}
            </Button>
          </>
        )}
        {failed === undefined && card === undefined && <p>{m.invitation.loading}</p>}
        {card && 'offer' in card && card.offer ? <Offer token={token} offer={card.offer} onWorthless={() => void look()} /> : card && <Worthless state={card.state} />}
      </div>
    </EntranceFrame>
  )
}

function Worthless({ state }: { state: InvitationState | 'unknown' }) {
  const { m } = useText()
  const navigate = useNavigate()
  return (
    <>
      <h1>{m.invitation.notGood[state]}</h1>
      <p>{m.invitation.askAnother}</p>
      <Button wide onPress={() => void navigate({ to: '/fresh' })}>
        {m.invitation.toStart}
      </Button>
    </>
  )
}

function Offer({ token, offer, onWorthless }: { token: string; offer: InvitationOffer; onWorthless: () => void }) {
  const { m, format, locale } = useText()
  const navigate = useNavigate()
  const phase = useSelected((state) => state.phase)
  const [signsIn, setSignsIn] = useState(false)
  const go = (channel: ChannelId | undefined) => void (channel === undefined ? navigate({ to: '/fresh', replace: true }) : navigate({ to: '/c/$channel', params: { channel }, replace: true }))
  const refuse = (refusal: Refusal): string | undefined => {
    if (refusal.code !== 'rule' && refusal.code !== 'not_found') return refusalWords(refusal, m)
    onWorthless()
    return undefined
  }
  return (
    <>
      <h1>{offerWords(offer, m, locale)}</h1>
      {offer.purpose !== undefined && <p className={styles.purpose}>{offer.purpose}</p>}
      <p className={styles.soft}>
        {offer.role === 'guest' ? m.invitation.asGuest : m.invitation.asMember} {m.invitation.until(format.day(Date.parse(offer.expires_at)))}
      </p>
      {phase === 'ready' && <JoinAs token={token} offer={offer} onIn={go} refuse={refuse} />}
      {phase === 'signed_out' && !signsIn && <NewcomerForm token={token} offer={offer} onIn={go} refuse={refuse} onHasAccount={() => setSignsIn(true)} />}
      {phase === 'signed_out' && signsIn && (
        <>
          <p>{m.invitation.signInFirst}</p>
          <SignInForm />
          <Button look="quiet" onPress={() => setSignsIn(false)}>
            {m.invitation.noAccount}
          </Button>
        </>
      )}
      {(phase === 'unknown' || phase === 'opening') && <p>{m.loading}</p>}
    </>
  )
}

interface JoinProps {
  token: string
  offer: InvitationOffer
  onIn: (channel: ChannelId | undefined) => void
  refuse: (refusal: Refusal) => string | undefined
}

function JoinAs({ token, offer, onIn, refuse }: JoinProps) {
  const { m } = useText()
  const store = useStore()
  const me = useSelected((state) => state.me)
  const [refused, setRefused] = useState<string>()
  const [isBusy, setBusy] = useState(false)
  const join = async () => {
    if (isBusy) return
    setBusy(true)
    const got = await store.comeInByInvitation(token)
    if (!got.ok) {
      setBusy(false)
      return setRefused(refuse(got.refusal))
    }
    onIn(await landing(store, offer, got.value.id))
  }
  return (
    <>
      {refused !== undefined && (
        <p role="alert" className={styles.refused}>
          {refused}
        </p>
      )}
      <Button look="primary" wide isDisabled={isBusy} onPress={() => void join()}>
        {isBusy ? m.invitation.comingIn : m.invitation.joinAs(memberName(me, m))}
      </Button>
    </>
  )
}
