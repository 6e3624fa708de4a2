import { fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseComment } from '@sqltrace/sqlcommenter'
import { temporaryFolder } from '@sqltrace/testing'
import { transform } from 'esbuild'
import { expect, test } from 'vitest'
import { useDatabase } from '../support/database.js'

const modules = fileURLToPath(new URL('../../../../node_modules/', import.meta.url))
const library = fileURLToPath(new URL('../../dist/bundle/index.cjs', import.meta.url))
const database = useDatabase()
const source = "export const query = (pool: any) => pool.query('select 1 as deployed')\n"

/** Loads the module, and sends its query after another release of it has been written. */
const program = (load: string) => `
const { once } = require('node:events')
const { Pool } = require(${JSON.stringify(`${modules}pg`)})
const { traced } = require(${JSON.stringify(library)})
async function run() {
  const { query } = ${load}
  const pool = traced(new Pool({ connectionString: process.env.DATABASE_URL, max: 1 }))
  process.send('loaded')
  await once(process, 'message')
  await query(pool)
  await pool.end()
  process.disconnect()
}
run()
`

async function release(folder: string, text: string, format: 'cjs' | 'esm', inline: boolean) {
  const options = { loader: 'ts', format, sourcefile: 'repo.ts' } as const
  const file = format === 'cjs' ? 'repo.cjs' : 'repo.mjs'
  const sourcemap = inline ? 'inline' : 'external'
  const { code, map } = await transform(text, { ...options, sourcemap })
  await writeFile(join(folder, file), inline ? code : `${code}//# sourceMappingURL=${file}.map\n`)
  if (!inline) await writeFile(join(folder, `${file}.map`), map)
}

async function fileAfterDeploy(format: 'cjs' | 'esm', inline = false): Promise<string | undefined> {
  const folder = await temporaryFolder()
  try {
    const main = join(folder.path, 'main.cjs')
    const load = format === 'cjs' ? "require('./repo.cjs')" : "await import('./repo.mjs')"
    await writeFile(main, program(load))
    await release(folder.path, source, format, inline)
    const sent = await database.sent(async () => {
      const child = fork(main, { env: { DATABASE_URL: database.url } })
      await once(child, 'message')
      await release(folder.path, `// a comment\n${source}`, format, inline)
      child.send('deployed')
      await once(child, 'exit')
    })
    return parseComment(sent.find((text) => text.includes('deployed')) ?? '').file
  } finally {
    await folder.remove()
  }
}

test.each(['cjs', 'esm'] as const)(
  'after a release that changed only comments, a running %s module has its generated position',
  async (format) => {
    expect(await fileAfterDeploy(format)).toMatch(/repo\.[cm]js:\d+:\d+$/)
  },
)

test('with an inline map, a module that keeps running after a release has no file', async () => {
  expect(await fileAfterDeploy('cjs', true)).toBeUndefined()
})
