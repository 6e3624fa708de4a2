import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runNode } from './run-node.js'
import { temporaryFolder, type TemporaryFolder } from './temporary-folder.js'

let folder: TemporaryFolder

beforeAll(async () => {
  folder = await temporaryFolder()
})

afterAll(() => folder.remove())

async function program(name: string, source: string): Promise<string> {
  const file = join(folder.path, name)
  await writeFile(file, source)
  return file
}

test("returns a program's exit code and both outputs", async () => {
  const file = await program(
    'says.mjs',
    `console.log(process.argv[2], process.env.WHO); console.error(process.cwd()); process.exit(3)`,
  )
  const result = await runNode(file, { args: ['hello'], env: { WHO: 'you' }, cwd: folder.path })
  expect(result).toEqual({
    code: 3,
    signal: null,
    stdout: 'hello you\n',
    stderr: `${folder.path}\n`,
  })
})

test('a given environment replaces the one of this process', async () => {
  const file = await program('env.mjs', `console.log(Object.keys(process.env).join())`)
  expect(await runNode(file, { env: { A: '1' } })).toMatchObject({ stdout: 'PATH,A\n' })
})

test('kills a program that does not exit in time', async () => {
  const file = await program('waits.mjs', `setInterval(() => {}, 1000)`)
  expect(await runNode(file, { timeout: 300 })).toMatchObject({ code: null, signal: 'SIGKILL' })
})
