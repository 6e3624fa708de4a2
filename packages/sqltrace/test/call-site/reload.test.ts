import { fork } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseComment } from '@sqltrace/sqlcommenter'
import { startPostgres, statements, temporaryFolder } from '@sqltrace/testing'
import { transform } from 'esbuild'
import { expect, test } from 'vitest'

const app = fileURLToPath(new URL('reloading-app.cjs', import.meta.url))
const source = "export = (pool: any) => pool.query('select 1 as reloaded')\n"

/** Compiles to `repo.js` with a map, and returns the text without the map's URL. */
async function compile(folder: string, text: string): Promise<string> {
  const options = {
    loader: 'ts',
    format: 'cjs',
    sourcemap: 'external',
    sourcefile: 'repo.ts',
  } as const
  const { code, map } = await transform(text, options)
  await writeFile(join(folder, 'repo.js'), `${code}//# sourceMappingURL=repo.js.map\n`)
  await writeFile(join(folder, 'repo.js.map'), map)
  return code
}

test('a reloaded module has the lines of its new map, even if its text is the same', async () => {
  const server = await startPostgres({ settings: { log_statement: 'all' } })
  const folder = await temporaryFolder()
  try {
    const child = fork(app, [join(folder.path, 'repo.js')], { env: { DATABASE_URL: server.url } })
    const texts: string[] = []
    for (const text of [source, `// one line more\n${source}`]) {
      texts.push(await compile(folder.path, text))
      const sent = once(child, 'message')
      child.send('built')
      await sent
    }
    await once(child, 'exit')
    const sent = (await statements(() => server.readLog())).map(
      ({ text }) => parseComment(text).file,
    )
    expect(texts[0]).toBe(texts[1])
    expect(
      sent.filter((file) => file?.includes('repo.')).map((file) => file?.split('/').at(-1)),
    ).toEqual(['repo.ts:1', 'repo.ts:2'])
  } finally {
    await folder.remove()
    await server.stop()
  }
})
