// Parts that are fetched when first needed: menus, pickers, dialogs. They are fetched ahead when the browser rests,
// so that opening one does not wait. Each place shows nothing while its part is on the way.
import { lazy } from 'react'

const menu = () => import('../ui/overlay/ActionMenu').then((part) => ({ default: part.ActionMenu }))
const panel = () => import('../ui/overlay/Panel').then((part) => ({ default: part.Panel }))
const dialog = () => import('../ui/overlay/DialogFrame').then((part) => ({ default: part.DialogFrame }))
const emoji = () => import('./conversation/EmojiPicker').then((part) => ({ default: part.EmojiPicker }))
const profile = () => import('./people/ProfileCard').then((part) => ({ default: part.ProfileCard }))
const switcher = () => import('./switcher/Switcher').then((part) => ({ default: part.Switcher }))
const shortcuts = () => import('./me/ShortcutHelp').then((part) => ({ default: part.ShortcutHelp }))
const feedback = () => import('./feedback/GiveFeedback').then((part) => ({ default: part.GiveFeedback }))
const workspace = () => import('./workspaces/FoundWorkspace').then((part) => ({ default: part.FoundWorkspace }))
const channel = () => import('./places/CreateChannel').then((part) => ({ default: part.CreateChannel }))
const channelSettings = () => import('./workspaces/ChannelSettings').then((part) => ({ default: part.ChannelSettings }))
const direct = () => import('./places/NewDirect').then((part) => ({ default: part.NewDirect }))
const move = () => import('./moving/MoveDialog').then((part) => ({ default: part.MoveDialog }))
const help = () => import('./composer/FormatHelp').then((part) => ({ default: part.FormatHelp }))
const tray = () => import('./files/AttachmentTray').then((part) => ({ default: part.AttachmentTray }))
const files = () => import('./files/MessageFiles').then((part) => ({ default: part.MessageFiles }))
const attaching = () => import('./files/attaching')
const worker = () => import('./push/worker').then((part) => part.beginWorker())

const report = () => import('./moderation/ReportDialog').then((part) => ({ default: part.ReportDialog }))
const block = () => import('./moderation/BlockDialog').then((part) => ({ default: part.BlockDialog }))
const request = () => import('./moderation/RequestBar').then((part) => ({ default: part.RequestBar }))
const ownHidden = () => import('./moderation/OwnHidden').then((part) => ({ default: part.OwnHidden }))

const pane = () => import('./channel/ContextPane').then((part) => ({ default: part.ContextPane }))
const channelInvite = () => import('./invitations/ChannelInvite').then((part) => ({ default: part.ChannelInvite }))

const outcome = () => import('./activity/RecordOutcome').then((part) => ({ default: part.RecordOutcome }))
const making = () => import('./making/MakeItem').then((part) => ({ default: part.MakeItem }))
const madeOf = () => import('./making/MadeOf').then((part) => ({ default: part.MadeOf }))
const guide = () => import('./activity/Guide').then((part) => ({ default: part.Guide }))

const around = () => import('./peers/Around').then((part) => ({ default: part.Around }))
const askedOfYou = () => import('./peers/AskedOfYou').then((part) => ({ default: part.AskedOfYou }))

export const LazyAround = lazy(around)
export const LazyAskedOfYou = lazy(askedOfYou)
export const LazyRecordOutcome = lazy(outcome)
export const LazyMakeItem = lazy(making)
export const LazyMadeOf = lazy(madeOf)
export const LazyGuide = lazy(guide)
export const LazyContextPane = lazy(pane)
export const LazyMenu = lazy(menu)
export const LazyPanel = lazy(panel)
export const LazyDialog = lazy(dialog)
export const LazyEmojiPicker = lazy(emoji)
export const LazyProfileCard = lazy(profile)
export const LazySwitcher = lazy(switcher)
export const LazyShortcutHelp = lazy(shortcuts)
export const LazyGiveFeedback = lazy(feedback)
export const LazyFoundWorkspace = lazy(workspace)
export const LazyCreateChannel = lazy(channel)
export const LazyChannelSettings = lazy(channelSettings)
export const LazyNewDirect = lazy(direct)
export const LazyMoveDialog = lazy(move)
export const LazyFormatHelp = lazy(help)
export const LazyAttachmentTray = lazy(tray)
export const LazyMessageFiles = lazy(files)
export const LazyReportDialog = lazy(report)
export const LazyBlockDialog = lazy(block)
export const LazyRequestBar = lazy(request)
export const LazyOwnHidden = lazy(ownHidden)
export const LazyChannelInvite = lazy(channelInvite)

/** Fetches them when nothing else is to be done, and then what `also` says. */
export function fetchAhead(also: () => void): void {
  const parts = [pane, menu, panel, dialog, emoji, profile, switcher, tray, files, attaching, worker]
  const rest = globalThis.requestIdleCallback ?? ((work: () => void) => setTimeout(work, 2_000))
  rest(() => {
    for (const part of parts) void part().catch(() => {})
    also()
  })
}
