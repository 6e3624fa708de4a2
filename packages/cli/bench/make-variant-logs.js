import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '@sqltrace/testing'
import pg from 'pg'
import { loggingSettings } from './events.js'

/** Writes the logs of servers that log in other ways than the usual one. */
const folder = fileURLToPath(new URL('../test/logs/variants/', import.meta.url))
const tag = "/*file='src/courses/repo.ts:42',route='/courses'*/"
const explain = {
  shared_preload_libraries: 'auto_explain',
  'auto_explain.log_min_duration': '0',
  'auto_explain.log_analyze': 'on',
  log_min_duration_statement: '-1',
}
const variants = {
  'explain-json': { ...explain, 'auto_explain.log_format': 'json' },
  'explain-xml': { ...explain, 'auto_explain.log_format': 'xml' },
  'explain-yaml': { ...explain, 'auto_explain.log_format': 'yaml' },
  'explain-text': { ...explain, 'auto_explain.log_format': 'text' },
  verbose: { log_error_verbosity: 'verbose', log_min_duration_statement: '0' },
  'log-duration': { log_statement: 'all', log_duration: 'on', log_min_duration_statement: '-1' },
}

async function copy(source, target) {
  await new Promise((resolve) => setTimeout(resolve, 200))
  await writeFile(target, await readFile(source))
}

async function record(name, settings) {
  const server = await startPostgres({
    settings: { ...loggingSettings(18), shared_preload_libraries: '', ...settings },
  })
  const client = new pg.Client({ connectionString: server.url, application_name: 'shop' })
  await client.connect()
  await client.query(`select 'it''s "secret" <1> & \\ \u00e9'\n\tas word ${tag}`)
  await client.query(`select $1::text as word ${tag}`, ['hidden'])
  await client.query(`select nothing ${tag}`).catch(() => undefined)
  await client.end()
  const kept = { stderr: 'log', jsonl: 'json' }
  for (const [ending, file] of Object.entries(kept))
    await copy(`${server.dataFolder}/log/server.${file}`, `${folder}${name}.${ending}`)
  await server.stop()
}

await mkdir(folder, { recursive: true })
for (const [name, settings] of Object.entries(variants)) await record(name, settings)
