import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, chmod, chown, writeFile, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { causeEvents, loggingSettings } from './events.js'

/**
 * Writes the logs of servers that speak other languages, by PostgreSQL 15 of Debian: the embedded
 * ones have no catalogues. `LANGUAGE` chooses the catalogue without an installed locale.
 */
const bin = process.env.POSTGRES_BIN ?? '/usr/lib/postgresql/15/bin'
const languages = ['de', 'es', 'fr', 'it', 'ja', 'ka', 'ko', 'ru', 'sv', 'uk', 'zh_CN']
const nobody = 65534
const port = 54871

const target = fileURLToPath(new URL('../test/logs/languages/', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'sqltrace-languages-'))
const data = join(folder, 'data')
const account = process.getuid() === 0 ? { uid: nobody, gid: nobody } : {}
if (account.uid) await chown(folder, nobody, nobody)
await chmod(folder, 0o700)

function run(program, args, env = {}) {
  const options = { ...account, cwd: folder, env: { ...process.env, ...env } }
  return promisify(execFile)(join(bin, program), args, options)
}

async function record(language) {
  const settings = { ...loggingSettings(15), port, unix_socket_directories: folder }
  const lines = Object.entries(settings).map(([key, value]) => `${key} = '${value}'`)
  await run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '--locale=C.UTF-8', '-N'])
  await writeFile(join(data, 'postgresql.conf'), lines.join('\n'))
  await run('pg_ctl', ['-D', data, '-w', '-l', join(folder, 'out'), 'start'], {
    LANGUAGE: language,
  })
  await causeEvents(`postgres://postgres@127.0.0.1:${port}/postgres`)
  await run('pg_ctl', ['-D', data, '-w', '-m', 'fast', 'stop'])
  for (const [ending, name] of [
    ['log', 'stderr.txt'],
    ['csv', 'csv'],
    ['json', 'jsonl'],
  ]) {
    await writeFile(`${target}${language}.${name}`, await readFile(`${data}/log/server.${ending}`))
  }
  await rm(data, { recursive: true })
}

await mkdir(target, { recursive: true })
try {
  for (const language of languages) await record(language)
} finally {
  await rm(folder, { recursive: true })
}
