// The screens before signing in are fetched only by who is not signed in.
import { lazy } from 'react'

export const LazyEntrance = lazy(() => import('../features/entrance/Entrance').then((part) => ({ default: part.Entrance })))
export const LazyLinkScreen = lazy(() => import('../features/entrance/LinkScreen').then((part) => ({ default: part.LinkScreen })))
export const LazyInviteScreen = lazy(() => import('../features/invitations/InviteScreen').then((part) => ({ default: part.InviteScreen })))
export const LazyMoveScreen = lazy(() => import('../features/invitations/MoveScreen').then((part) => ({ default: part.MoveScreen })))
export const LazyPending = lazy(() => import('../features/arrivals/PendingScreen').then((part) => ({ default: part.PendingScreen })))
export const LazyConsent = lazy(() => import('../features/arrivals/ConsentScreen').then((part) => ({ default: part.ConsentScreen })))
