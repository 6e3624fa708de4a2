import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runNode, temporaryFolder } from '@sqltrace/testing'
import { expect, test } from 'vitest'
import { until } from '../contract/harness/until.js'
import { useDatabase } from '../support/database.js'

const database = useDatabase()
const program = fileURLToPath(new URL('replaced-app.cjs', import.meta.url))

/** What a deploy, or anything else, may put in a module's place. */
const things: Record<string, (path: string) => unknown> = {
  nothing: () => {},
  'a FIFO': (path) => execFileSync('mkfifo', [path]),
  'a folder': (path) => mkdir(path),
  'a device that never ends': (path) => symlink('/dev/zero', path),
  'a system file': (path) => symlink('/proc/self/maps', path),
  'a file of 3 GB': async (path) => {
    await writeFile(path, '')
    await truncate(path, 3 * 1024 ** 3)
  },
  'a socket': (path) =>
    new Promise((resolve) => {
      const server = createServer().listen(path, () => resolve(undefined))
      server.unref()
    }),
}

test.skipIf(process.platform === 'win32').each(Object.entries(things))(
  'a module whose file became %s sends without delay, and without a line',
  async (_, put) => {
    const folder = await temporaryFolder()
    const file = join(folder.path, 'module.cjs')
    await writeFile(file, "exports.send = (client) => client.query('select 1')\n")
    const replaced = join(folder.path, 'replaced')
    const running = runNode(program, { args: [database.url, file, replaced] })
    const sent = await database.sent(async () => {
      await until(() => existsSync(`${file}.loaded`))
      await rm(file)
      await put(file)
      await writeFile(replaced, '')
      const { stdout, stderr, code } = await running
      expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
      expect(Number(stdout)).toBeLessThan(1000)
    })
    await rm(file, { recursive: true, force: true })
    await folder.remove()
    expect(sent).toEqual(['select 1'])
  },
)

test('a program in a deleted folder is traced', async () => {
  const folder = await temporaryFolder()
  const sent = await database.sent(async () => {
    const { stderr, code } = await runNode(
      fileURLToPath(new URL('deleted-folder.cjs', import.meta.url)),
      { args: [database.url, folder.path], cwd: folder.path },
    )
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
  })
  expect(sent).toEqual([expect.stringMatching(/^select 1 \/\*file='[^']+deleted-folder.cjs:\d+'/)])
})

test.each([
  ['-e', ['-e']],
  ['standard input', ['-p']],
])('a program from %s is traced', async (_, options) => {
  const source = `
    const pg = require('pg'), { traced } = require('sqltrace')
    const client = traced(new pg.Client(${JSON.stringify(database.url)}))
    client.connect().then(() => client.query('select 1')).then(() => client.end())
    undefined`
  const cwd = fileURLToPath(new URL('.', import.meta.url))
  const sent = await database.sent(() =>
    execFileSync(process.execPath, [...options, source], { cwd, stdio: 'pipe' }),
  )
  expect(sent).toEqual([expect.stringMatching(/^select 1/)])
})
