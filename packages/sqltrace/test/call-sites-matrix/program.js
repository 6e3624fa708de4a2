import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

/** Runs a column's program in its project. */
export async function runProgram(project, databaseUrl, column) {
  const { args, cwd = (folder) => folder, node = process.execPath, env = {} } = column
  const { PATH, HOME } = process.env
  const child = spawn(node, typeof args === 'function' ? args(project) : args, {
    cwd: cwd(project),
    env: { PATH, HOME, DATABASE_URL: databaseUrl, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
  })
  const output = Promise.all([text(child.stdout), text(child.stderr)])
  const [code] = await once(child, 'close')
  return { code, output: (await output).join('\n') }
}
