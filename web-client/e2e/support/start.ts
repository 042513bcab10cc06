// Runs once before all tests: builds the client when it is not there, starts the site, tells the tests where it is, and
// gives back how to stop it.
import { startSite, stopSite } from './nodes'

export default async function start(): Promise<() => Promise<void>> {
  const site = await startSite()
  process.env['TALKOO_E2E_ORIGINS'] = JSON.stringify(site.nodes.map((node) => node.origin))
  return () => stopSite(site)
}
