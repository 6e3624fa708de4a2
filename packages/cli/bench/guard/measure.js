import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { LogCollection } from '../../dist/analysis/logs/log-collection.js'
import { LogGroups } from '../../dist/analysis/logs/log-groups.js'
import { parseChunks } from '../../dist/sources/log/read-log.js'

const rounds = 25
const [objects, ...files] = process.argv.slice(2).map((file) => ({
  name: basename(file),
  bytes: readFileSync(file),
  least: Infinity,
}))

async function* chunks(bytes) {
  yield bytes
}

async function read({ bytes }) {
  const groups = new LogGroups()
  const collection = new LogCollection({ names: {} }, (event, entry) => groups.add(event, entry))
  await parseChunks(chunks(bytes), (entry) => collection.add(entry))
  if (groups.groups.length < 15) throw new Error('Not read')
}

/** What a reader of jsonlog can't do without. */
async function calibrate({ bytes }) {
  for (const line of bytes.toString('latin1').split('\n')) if (line !== '') JSON.parse(line)
}

/** The quickest of many short batches, in nanoseconds a byte: noise only adds. */
async function time(file, step) {
  const start = process.hrtime.bigint()
  await step(file)
  file.least = Math.min(file.least, Number(process.hrtime.bigint() - start) / file.bytes.length)
}

for (let round = 0; round < rounds; round++) {
  await time(objects, calibrate)
  for (const file of files) await time(file, read)
}
const ratios = files.map(({ name, least }) => [name, least / objects.least])
console.log(JSON.stringify(Object.fromEntries(ratios)))
