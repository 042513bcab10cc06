// Dialogs of these screens, fetched when first opened.
import { lazy } from 'react'

export const LazyEndMember = lazy(() => import('./EndMember').then((part) => ({ default: part.EndMember })))
export const LazyCloseAccount = lazy(() => import('./CloseAccount').then((part) => ({ default: part.CloseAccount })))
export const LazyEditOrganisation = lazy(() => import('./EditOrganisation').then((part) => ({ default: part.EditOrganisation })))
