import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, win32 } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { OwnCode, pathFromRoot } from './own-code.js'

let root = ''
let ownCode: OwnCode

function write(path: string, text = ''): string {
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'own code ü ')))
  ownCode = new OwnCode(root)
})

afterAll(() => rmSync(root, { recursive: true }))

test.each(['src/app.ts', 'routes/[slug] ü.ts', 'src/kysely/db.ts', 'src/pg/pool.ts'])(
  '%s is own code',
  (path) => {
    expect(ownCode.relativePath(write(path))).toBe(path)
  },
)

test('a file that is not on this machine is classified by its path', () => {
  expect(ownCode.relativePath(join(root, 'src/gone.ts'))).toBe('src/gone.ts')
  expect(ownCode.relativePath(join(root, 'node_modules/a/gone.ts'))).toBeUndefined()
})

test('a source that is not on this machine has no leading ../', () => {
  const image = new OwnCode(join(root, 'dist/apps/shop'))
  expect(image.relativePath(join(root, 'apps/shop/src/gone.ts'))).toBe('apps/shop/src/gone.ts')
  expect(image.relativePath(write('apps/shop/src/here.ts'))).toBe('../../../apps/shop/src/here.ts')
})

test('a package in node_modules is not own code, a linked workspace package is', () => {
  expect(ownCode.relativePath(write('node_modules/a/index.js'))).toBeUndefined()
  write('packages/b/index.js')
  symlinkSync(join(root, 'packages/b'), join(root, 'node_modules/b'))
  expect(ownCode.relativePath(join(root, 'node_modules/b/index.js'))).toBe('packages/b/index.js')
})

test('a package that is linked from a store outside is not own code', () => {
  write('node_modules/.pnpm/c@1/node_modules/c/index.js')
  symlinkSync(join(root, 'node_modules/.pnpm/c@1/node_modules/c'), join(root, 'node_modules/c'))
  expect(ownCode.relativePath(join(root, 'node_modules/c/index.js'))).toBeUndefined()
})

test.each([
  'kysely',
  'pg',
  'pg-pool',
  'pg-protocol',
  'pg-native',
  'sqltrace',
  '@sqltrace/cls',
  '@opentelemetry/instrumentation-pg',
])('a linked checkout of %s is not own code', (name) => {
  write(`${name}-checkout/package.json`, JSON.stringify({ name }))
  write(`${name}-checkout/dist/esm/package.json`, '{"type":"module"}')
  expect(ownCode.relativePath(write(`${name}-checkout/dist/esm/index.js`))).toBeUndefined()
})

test('tests of this library are own code, its source is not', () => {
  write('library/package.json', '{"name":"sqltrace"}')
  const isOwn = (path: string) => ownCode.relativePath(write(`library/${path}`)) !== undefined
  expect(['test/src/app.ts', 'src/traced.test.ts'].map(isOwn)).toEqual([true, true])
  expect(['src/pg/a.ts', 'dist/bundle/index.cjs'].map(isOwn)).toEqual([false, false])
})

test('an app in node_modules is own code below its own root', () => {
  const app = join(root, 'lib/node_modules/app')
  const file = write('lib/node_modules/app/dist/main.js')
  expect(new OwnCode(app).relativePath(file)).toBe('dist/main.js')
})

test.each([
  ['C:\\shop', 'C:\\shop\\src\\app.ts', 'src/app.ts'],
  ['C:\\shop', 'c:\\Shop\\src\\a b.ts', 'src/a b.ts'],
  ['C:\\shop', 'C:\\lib\\index.ts', '../lib/index.ts'],
  ['C:\\shop', 'D:\\lib\\index.ts', 'D:/lib/index.ts'],
])('on Windows, from %s to %s is %s', (from, file, path) => {
  expect(pathFromRoot(from, file, win32)).toBe(path)
})
