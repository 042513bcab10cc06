// Starts and stops the real server: two nodes on one private Postgres and one Redis, in a folder of their own that is
// removed at the end. Every process is stopped by its own id.
import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

export const binary = process.env['TALKOO_BINARY'] ?? resolve(import.meta.dirname, '../../../target/debug/talkoo')
const START_WITHIN_MS = 120_000

export interface NodeHandle {
  readonly name: string
  readonly origin: string
  child: ChildProcess
}

export interface Site {
  readonly folder: string
  readonly nodes: NodeHandle[]
  readonly redis: ChildProcess
}

export async function freePort(): Promise<number> {
  return new Promise((done, failed) => {
    const probe = createServer()
    probe.once('error', failed)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (address && typeof address === 'object' ? done(address.port) : failed(new Error('no port'))))
    })
  })
}

function run(program: string, words: string[], env: NodeJS.ProcessEnv, log: string): ChildProcess {
  const file = openSync(log, 'a')
  return spawn(program, words, { env: { ...process.env, ...env }, stdio: ['ignore', file, file] })
}

/** Asks again until the node would take a send. */
export async function ready(origin: string, child: ChildProcess, log: string): Promise<void> {
  const until = Date.now() + START_WITHIN_MS
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${readFileSync(log, 'utf8').slice(-3_000)}`)
    const answer = await fetch(`${origin}/readyz`).catch(() => undefined)
    if (answer?.status === 200) return
    await new Promise((next) => setTimeout(next, 100))
  }
  throw new Error(`the server was not ready:\n${readFileSync(log, 'utf8').slice(-3_000)}`)
}

/** What a node, or the operator's command beside it, is told by its environment. */
export function nodeEnv(folder: string, name: string, port: number): Record<string, string> {
  const redis = join(folder, 'redis.sock')
  return {
    TALKOO_STATE_DIR: join(folder, 'state'),
    TALKOO_LISTEN: `127.0.0.1:${port}`,
    TALKOO_NODE: name,
    TALKOO_DEMO: 'true',
    TALKOO_MAIL_FOLDER: join(folder, 'post'),
    // Tests write faster than people.
    TALKOO_SEND_BURST: '1000',
    TALKOO_SEND_PER_SECOND: '200',
    TALKOO_SIGN_IN_PER_MINUTE: '10000',
    // The push service of the tests stands on this machine.
    TALKOO_PUSH_LOOPBACK: 'true',
    TALKOO_PUSH_GROUP: '200 ms',
    TALKOO_PUSH_EVERY: '200 ms',
    // A site without Redis is one node, which needs none.
    ...(existsSync(redis) && { REDIS_URL: `redis+unix://${redis}` }),
  }
}

export async function startNode(folder: string, name: string, port: number, isFirst: boolean): Promise<NodeHandle> {
  const log = join(folder, `${name}.log`)
  const child = run(binary, isFirst ? ['serve', '--demo'] : ['serve'], nodeEnv(folder, name, port), log)
  const origin = `http://127.0.0.1:${port}`
  await ready(origin, child, log)
  return { name, origin, child }
}

async function existing(path: string): Promise<void> {
  const until = Date.now() + START_WITHIN_MS
  while (!existsSync(path)) {
    if (Date.now() > until) throw new Error(`${path} did not appear`)
    await new Promise((next) => setTimeout(next, 50))
  }
}

export async function startSite(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'talkoo-e2e-'))
  // The private Postgres runs as another user, who must be able to reach its folder.
  chmodSync(folder, 0o755)
  const redis = run('redis-server', ['--port', '0', '--unixsocket', join(folder, 'redis.sock'), '--save', '', '--appendonly', 'no', '--dir', folder], {}, join(folder, 'redis.log'))
  await existing(join(folder, 'redis.sock'))
  const first = await startNode(folder, 'node-1', await freePort(), true)
  const second = await startNode(folder, 'node-2', await freePort(), false)
  return { folder, nodes: [first, second], redis }
}

export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  await new Promise((done) => child.once('exit', done))
}

export async function stopSite(site: Site): Promise<void> {
  for (const node of site.nodes.toReversed()) {
    node.child.kill('SIGTERM')
    await ended(node.child)
  }
  site.redis.kill('SIGTERM')
  await ended(site.redis)
  if (process.env['TALKOO_KEEP'] === undefined) rmSync(site.folder, { recursive: true, force: true })
}
