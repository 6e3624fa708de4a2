import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { cleanEnvironment } from './run-cli.js'

const folder = fileURLToPath(new URL('../fixtures/', import.meta.url))
const source = readFileSync(`${folder}src/courses.js`, 'utf8').split('\n')

/** The site of the comment `// name` in the shop's source. */
export function lineOf(name: string): string {
  const line = source.findIndex((text) => text.endsWith(`// ${name}`)) + 1
  return `packages/cli/test/fixtures/src/courses.js:${line}`
}

/** Creates the shop's table. */
export async function seed(url: string): Promise<void> {
  const client = new pg.Client(url)
  await client.connect()
  await client.query('create extension if not exists pg_stat_statements')
  await client.query('create table courses (id int primary key, body text)')
  await client.query(
    "insert into courses select i, repeat('x', 200) from generate_series(1, 20000) i",
  )
  await client.end()
}

/** Starts an app that keeps a server busy, traced by the library; resolves once it is running. */
export async function startShop(url: string, env: NodeJS.ProcessEnv = {}): Promise<ChildProcess> {
  const child = spawn(process.execPath, [`${folder}shop.js`], {
    env: cleanEnvironment({ ...env, SHOP_URL: url }),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout as NodeJS.ReadableStream, 'data')
  return child
}

/** Ends the app. */
export async function stopShop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}
