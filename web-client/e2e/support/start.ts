// Runs once before all tests: builds the client when it is not there, starts the site, tells the tests where it is, and
// gives back how to stop it.
import { makeCast } from './cast'
import { startSite, stopSite } from './nodes'

export default async function start(): Promise<() => Promise<void>> {
  const site = await startSite()
  try {
    await makeCast(site)
  } catch (failure) {
    await stopSite(site)
    throw failure
  }
  process.env['E2E_ORIGINS'] = JSON.stringify(site.nodes.map((node) => node.origin))
  process.env['E2E_FOLDER'] = site.folder
  return () => stopSite(site)
}
