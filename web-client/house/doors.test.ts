// Holds the client's shape: which room may import which (the table in web-client/README.md), how long a
// file may be, that each kind's folder stands in the registry, and that no markup is ever injected as text.
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const root = resolve(import.meta.dirname, '..')
const source = join(root, 'src')
const CEILING = 400

function walk(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? walk(path) : [path]
  })
}

const files = walk(source).filter((path) => /\.(ts|tsx|css)$/.test(path))
const written = files.filter((path) => !path.endsWith('.gen.ts'))
const code = files.filter((path) => /\.tsx?$/.test(path))
const isTest = (path: string) => /\.test\.tsx?$/.test(path) || path.includes('/testing/')

/** `| room | may import |` rows of the README become the table of doors. */
function doors(): Map<string, string[]> {
  const readme = readFileSync(join(root, 'README.md'), 'utf8')
  const rows = [...readme.matchAll(/^\| `src\/(\w+)` \|[^|]*\| (.*?) \|$/gm)]
  return new Map(rows.map((row) => [row[1] ?? '', [...(row[2] ?? '').matchAll(/`(\w+)`/g)].map((hit) => hit[1] ?? '')]))
}

function imports(path: string): string[] {
  const text = readFileSync(path, 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*['"](\.[^'"]+)['"]/g)].map((hit) =>
    relative(source, resolve(dirname(path), hit[1] ?? '')),
  )
}

describe('rooms and doors', () => {
  const table = doors()

  test('every folder of src stands in the table', () => {
    const folders = readdirSync(source).filter((name) => statSync(join(source, name)).isDirectory())
    expect(folders.filter((name) => !table.has(name))).toEqual([])
  })

  test('no room imports through a door that is not in the table', () => {
    const wrong = code.filter((path) => !isTest(path)).flatMap((path) => {
      const room = relative(source, path).split('/')[0] ?? ''
      const open = table.get(room) ?? []
      return imports(path)
        .filter((target) => {
          const goal = target.split('/')[0] ?? ''
          return goal !== room && goal !== '..' && !open.includes(goal)
        })
        .map((target) => `${relative(source, path)} -> ${target}`)
    })
    expect(wrong).toEqual([])
  })

  test('a kind is a leaf: it never imports another kind, and features know kinds only by the registry', () => {
    const wrong = code.filter((path) => !isTest(path)).flatMap((path) => {
      const [room, kind] = relative(source, path).split('/')
      return imports(path)
        .filter((target) => {
          const [goal, other, ...rest] = target.split('/')
          if (goal !== 'kinds') return false
          if (room === 'kinds') return rest.length > 0 && other !== kind && kind !== 'registry.ts'
          return rest.length > 0
        })
        .map((target) => `${relative(source, path)} -> ${target}`)
    })
    expect(wrong).toEqual([])
  })
})

describe('shape', () => {
  test(`no file is longer than ${CEILING} lines`, () => {
    const long = written
      .map((path) => ({ path: relative(source, path), lines: readFileSync(path, 'utf8').split('\n').length }))
      .filter((file) => file.lines > CEILING)
    expect(long).toEqual([])
  })

  test('every file opens with what it is for', () => {
    const bare = written
      .filter((path) => !isTest(path))
      .filter((path) => !/^(\/\/|\/\*)/.test(readFileSync(path, 'utf8')))
      .map((path) => relative(source, path))
    expect(bare).toEqual([])
  })

  test('text never becomes markup by innerHTML or eval', () => {
    const banned = /dangerouslySetInnerHTML|\.innerHTML|\.outerHTML|insertAdjacentHTML|\beval\(|new Function\(/
    const wrong = code.filter((path) => !isTest(path) && banned.test(readFileSync(path, 'utf8')))
    expect(wrong.map((path) => relative(source, path))).toEqual([])
  })

  test('folders of kinds equal the registry', () => {
    const folders = readdirSync(join(source, 'kinds')).filter((name) => statSync(join(source, 'kinds', name)).isDirectory())
    const registry = readFileSync(join(source, 'kinds/registry.ts'), 'utf8')
    const listed = [...registry.matchAll(/from '\.\/(\w+)\/[\w-]+'/g)].map((hit) => hit[1] ?? '')
    expect(listed.sort()).toEqual(folders.sort())
  })

  test('the only names exported are named ones', () => {
    const wrong = code.filter((path) => /^export default/m.test(readFileSync(path, 'utf8')))
    expect(wrong.map((path) => relative(source, path))).toEqual([])
  })
})
