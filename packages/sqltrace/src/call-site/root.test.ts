import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { findRoot } from './root.js'

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

test('workspaces make a root, another manifest nearer by does not', () => {
  write('package.json', '{"workspaces":["packages/*"]}')
  write('packages/shop/package.json', '{}')
  expect(rootOf(write('packages/shop/dist/main.js'))).toBe(folder)
})

test('without any of these the nearest folder with a manifest is the root', () => {
  write('package.json', '{}')
  write('shop/package.json', 'broken')
  expect(rootOf(write('shop/dist/main.js'))).toBe(join(folder, 'shop'))
})

test('without a manifest the working folder is the root', () => {
  expect(rootOf(write('dist/main.js'), '/')).toBe('/')
})

test('without an entry file the search begins in the working folder', () => {
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

test('an entry file that is a link counts where it leads', () => {
  write('shop/yarn.lock')
  write('shop/main.js')
  symlinkSync(join(folder, 'shop/main.js'), join(folder, 'main.js'))
  expect(rootOf(join(folder, 'main.js'))).toBe(join(folder, 'shop'))
})
