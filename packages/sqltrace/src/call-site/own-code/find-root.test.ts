import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findRoot } from './find-root.js'

let folder = ''

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'root ü ')))
})

afterEach(() => rmSync(folder, { recursive: true }))

function write(path: string, text = ''): string {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
  return file
}

const rootOf = (entry: string | undefined, workingFolder = '/') =>
  findRoot({ entry, workingFolder })

test.each(['.git', 'package-lock.json', 'yarn.lock', 'pnpm-lock.yaml', 'bun.lock'])(
  'the nearest folder above the entry file with %s is the root',
  (mark) => {
    write(mark)
    write('packages/shop/package.json', '{}')
    expect(rootOf(write('packages/shop/dist/main.js'))).toBe(folder)
  },
)

test('a folder with workspaces is the root, a nearer manifest is not', () => {
  write('package.json', '{"workspaces":["packages/*"]}')
  write('packages/shop/package.json', '{}')
  expect(rootOf(write('packages/shop/dist/main.js'))).toBe(folder)
})

test('without any of these, the nearest folder with a manifest is the root', () => {
  write('package.json', '{}')
  write('shop/package.json', 'broken')
  expect(rootOf(write('shop/dist/main.js'))).toBe(join(folder, 'shop'))
})

test('without a manifest, the working folder is the root', () => {
  expect(rootOf(write('dist/main.js'), '/')).toBe('/')
})

test('without an entry file, the search begins in the working folder', () => {
  write('yarn.lock')
  mkdirSync(join(folder, 'src'))
  expect(rootOf(undefined, join(folder, 'src'))).toBe(folder)
})

test('a runner in node_modules is not the app: the search begins in the working folder', () => {
  write('shop/yarn.lock')
  write('tools/yarn.lock')
  const runner = write('tools/node_modules/vitest/vitest.mjs')
  expect(rootOf(runner, join(folder, 'shop'))).toBe(join(folder, 'shop'))
})

test('a symbolic link as the entry file is resolved', () => {
  write('shop/yarn.lock')
  write('shop/main.js')
  symlinkSync(join(folder, 'shop/main.js'), join(folder, 'main.js'))
  expect(rootOf(join(folder, 'main.js'))).toBe(join(folder, 'shop'))
})

test.each(['dist', 'dist/apps/shop', '.next/standalone', 'build'])(
  'files that a build has written to %s make no root',
  (output) => {
    write('.git')
    write(`${output}/package.json`, '{"name":"shop"}')
    write(`${output}/package-lock.json`)
    expect(rootOf(write(`${output}/main.js`))).toBe(folder)
  },
)

test('a manifest in the build output is not the root, even in an image without a lock file', () => {
  write('package.json', '{}')
  write('dist/package.json', '{}')
  expect(rootOf(write('dist/main.js'))).toBe(folder)
  rmSync(join(folder, 'package.json'))
  expect(rootOf(join(folder, 'dist/main.js'))).toBe(join(folder, 'dist'))
})

/** The root if an entry file, started in a folder, loads the file that calls us. */
function rootFor(caller: string, entry: string, workingFolder: string): string {
  return findRoot({ entry, workingFolder: join(folder, workingFolder), caller })
}

test.each(['host', 'site/wwwroot', ''])(
  'an app in a different folder than its host, started in "%s", is the root',
  (start) => {
    write('host/package.json', '{"name":"host"}')
    write('site/wwwroot/package.json', '{"name":"shop"}')
    const app = write('site/wwwroot/src/main.js')
    expect(rootFor(app, write('host/worker.js'), start)).toBe(join(folder, 'site/wwwroot'))
  },
)

test('a host in node_modules is not the root, wherever it is started', () => {
  write('lib/node_modules/pm2/package.json', '{"name":"pm2"}')
  write('shop/yarn.lock')
  const host = write('lib/node_modules/pm2/lib/container.js')
  expect(rootFor(write('shop/src/main.js'), host, 'lib')).toBe(join(folder, 'shop'))
})

test('a package that the app links to, or that is beside it in a checkout, is not the root', () => {
  write('app/yarn.lock')
  write('lib/package.json', '{"name":"lib"}')
  mkdirSync(join(folder, 'app/node_modules'))
  symlinkSync(join(folder, 'lib'), join(folder, 'app/node_modules/lib'))
  const entry = write('app/main.js')
  expect(rootFor(write('lib/db.js'), entry, 'app')).toBe(join(folder, 'app'))
  write('.git')
  expect(rootFor(write('shared/db.js'), entry, 'app')).toBe(join(folder, 'app'))
})
