import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const linesOfFile = 50

/**
 * Writes the modules of an app and loads them: each line is its own call site. They are loaded on
 * demand, so that the app grows while it runs.
 */
export async function growingApp(folder) {
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'package.json'), '{}')
  const require = createRequire(join(folder, 'app.js'))
  const files = []
  return async (site) => {
    const at = Math.floor(site / linesOfFile)
    files[at] ??= load(at)
    return (await files[at])[site % linesOfFile]
  }

  async function load(at) {
    const file = join(folder, `module-${at}.cjs`)
    const lines = Array.from(
      { length: linesOfFile },
      () => '(client, query) => client.query(query),',
    )
    await writeFile(file, `module.exports = [\n${lines.join('\n')}\n]\n`)
    return require(file)
  }
}
