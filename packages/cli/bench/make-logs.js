import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '@sqltrace/testing'
import { causeEvents, loggingSettings } from './events.js'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const folder = here('../test/logs/')
const formats = { log: 'stderr.txt', csv: 'csv', json: 'jsonl' }

await mkdir(folder, { recursive: true })
for (const major of [10, 13, 15, 18]) {
  const older =
    major === 18 ? {} : { package: here(`../test/servers/node_modules/postgres-${major}`) }
  const server = await startPostgres({ ...older, settings: loggingSettings(major) })
  await causeEvents(server.url)
  await new Promise((resolve) => setTimeout(resolve, 300))
  for (const [ending, name] of Object.entries(formats)) {
    const text = await readFile(`${server.dataFolder}/log/server.${ending}`, 'utf8').catch(() => '')
    if (text !== '') await writeFile(`${folder}${major}.${name}`, text)
  }
  await server.stop()
}
