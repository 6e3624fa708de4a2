import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { variants } from './queries/variants.js'
import { startDatabase } from './report/database.js'
import { ownTimes } from './report/profile.js'

const [, , name = 'pg, sqltrace: tags, spans, metrics, route', count = 20_000] = process.argv
const shown = 40

const folder = mkdtempSync(join(tmpdir(), 'sqltrace-profile-'))
const { url, stop } = await startDatabase()
const flags = ['--cpu-prof', `--cpu-prof-dir=${folder}`, '--cpu-prof-interval=200']
const program = fileURLToPath(new URL('queries/measure.js', import.meta.url))
execFileSync(process.execPath, [...flags, program, name, url, String(count), '8'], {
  env: { ...process.env, ...variants[name].env },
})
await stop()

const file = join(folder, readdirSync(folder)[0])
const times = ownTimes(JSON.parse(readFileSync(file, 'utf8')))
for (const [where, time] of times.slice(0, shown))
  console.log(`${(time / count).toFixed(2).padStart(8)} µs per query  ${where}`)
console.log(file)
