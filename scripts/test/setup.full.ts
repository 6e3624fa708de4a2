import { execFile } from 'node:child_process'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { runNode, temporaryFolder, type TemporaryFolder } from '@sqltrace/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'

const here = fileURLToPath(new URL('../', import.meta.url))
const tool = (name: string) => `file:${join(here, '..', 'node_modules', name)}`
const scripts = ['setup.js', 'bundle.js']

let folder: TemporaryFolder
let clone: string

/** A fresh clone, in a folder whose name has a space. */
beforeAll(async () => {
  folder = await temporaryFolder()
  clone = join(folder.path, 'my clone')
  await mkdir(clone, { mode: 0o700 })
  await write('package.json', {
    private: true,
    type: 'module',
    devDependencies: { rolldown: tool('rolldown'), typescript: tool('typescript') },
  })
  await write('tsconfig.json', { files: [], references: [{ path: 'packages/hello' }] })
  await write('packages/hello/package.json', {
    type: 'module',
    exports: { '.': { import: { default: './dist/bundle/index.js' } } },
  })
  await write('packages/hello/tsconfig.json', {
    compilerOptions: { rootDir: 'src', outDir: 'dist/esm', types: [], composite: true },
    include: ['src'],
  })
  await write('packages/hello/src/index.ts', `export { hello } from './hello.js'\n`)
  await write('packages/hello/src/hello.ts', `export const hello: string = 'hello'\n`)
  await mkdir(join(clone, 'scripts'))
  await Promise.all(scripts.map((name) => copyFile(join(here, name), join(clone, 'scripts', name))))
  await npm('install', '--package-lock-only', '--offline')
})

afterAll(() => folder.remove())

async function write(name: string, content: unknown): Promise<void> {
  const file = join(clone, name)
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
}

function npm(...args: string[]) {
  return promisify(execFile)('npm', args, { cwd: clone })
}

async function builtFiles(): Promise<string[]> {
  const files = ['esm/hello.js', 'bundle/index.js', 'bundle/index.cjs']
  return Promise.all(
    files.map((file) => readFile(join(clone, 'packages', 'hello', 'dist', file), 'utf8')),
  )
}

function setUp() {
  return runNode(join(clone, 'scripts', 'setup.js'), { cwd: folder.path })
}

test('installs and builds a fresh clone, and prints three lines', async () => {
  const { code, stdout, stderr } = await setUp()
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(stdout).toMatch(/^Installing .*\nBuilding .*\nReady after \d+\.\d s\.\n$/)
  for (const text of await builtFiles()) expect(text).toMatch(/= .hello./)
})

test('prints nothing if there is nothing to do', async () => {
  expect(await setUp()).toMatchObject({ code: 0, stdout: '', stderr: '' })
})

test('rebuilds after an edit without installing again', async () => {
  await write('packages/hello/src/hello.ts', `export const hello: string = 'changed'\n`)
  expect(await setUp()).toMatchObject({ code: 0, stdout: '' })
  for (const text of await builtFiles()) expect(text).toMatch(/= .changed./)
})

test("shows the compiler's errors and fails", async () => {
  await write('packages/hello/src/wrong.ts', `export const wrong: string = 1\n`)
  const { code, stderr } = await setUp()
  expect(code).toBe(1)
  expect(stderr).toContain('src/wrong.ts(1,14)')
  expect(stderr).toContain('Could not compile')
})

test('installs again if the lock file lists another package, and suggests checking the network if that fails', async () => {
  const wanted = {
    version: '1.0.0',
    resolved: 'http://127.0.0.1:1/none.tgz',
    integrity: 'sha512-AA==',
  }
  const lock = JSON.parse(await readFile(join(clone, 'package-lock.json'), 'utf8'))
  lock.packages[''].devDependencies.none = '1.0.0'
  lock.packages['node_modules/none'] = wanted
  const manifest = JSON.parse(await readFile(join(clone, 'package.json'), 'utf8'))
  manifest.devDependencies.none = '1.0.0'
  await write('package-lock.json', lock)
  await write('package.json', manifest)
  const { code, stdout, stderr } = await runNode(join(clone, 'scripts', 'setup.js'), {
    env: { npm_config_fetch_retries: '0' },
  })
  expect(code).toBe(1)
  expect(stdout).toMatch(/^Installing/)
  expect(stderr).toContain('Check the network')
})
