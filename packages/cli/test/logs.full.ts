import { createWriteStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { expectLinear, longLog } from './support/read-cost.js'
import { runCli } from './support/run-cli.js'
import { folderOfTest } from './support/temporary.js'
import { partsOf } from './support/wrap-log.js'

const read = (ending: string) =>
  readFileSync(fileURLToPath(new URL(`logs/18.${ending}`, import.meta.url)), 'utf8')
const { entries, objects } = partsOf(read('stderr.txt'), read('jsonl'), read('csv'))

const megabyte = 1_000_000
const stamp = '2026-11-24 22:51:18.163 UTC [42] '
const statement = `${stamp}LOG:  duration: 9.000 ms  statement: select `
const end = ` 1 /*file='a.ts:1'*/\n${stamp}LOG:  ready\n`

interface Giant {
  readonly megabytes: number
  readonly head?: string
  readonly part: string
  readonly tail?: string
  /** Entries in `part`. */
  readonly entries?: number
}

const list = (items: readonly unknown[]) => `${items.map((one) => JSON.stringify(one)).join(',')},`
const texts = (wrap: (text: string) => unknown) => ({
  part: list(entries.map(wrap)),
  entries: entries.length,
})

/** What has no line break for long, or an end far away. */
const giants: Readonly<Record<string, Giant>> = {
  'no line break': { megabytes: 200, part: 'abc ' },
  'a statement in one line': { megabytes: 20, head: statement, part: 'column, ', tail: end },
  'a longer one than is kept': { megabytes: 200, head: statement, part: 'column, ', tail: end },
  'a statement of many lines': { megabytes: 20, head: statement, part: '\tcolumn,\n', tail: end },
  'a list of objects in one line': {
    megabytes: 100,
    head: '[',
    part: `${objects.join(',')},`,
    tail: '1]',
    entries: objects.length,
  },
  'objects without line breaks': {
    megabytes: 100,
    part: entries.map((message) => JSON.stringify({ message })).join(''),
    entries: entries.length,
  },
  'Azure diagnostics': {
    megabytes: 100,
    head: '{"records":[',
    ...texts((message) => ({ properties: { message } })),
    tail: '1]}',
  },
  Elasticsearch: {
    megabytes: 100,
    head: '{"hits":{"hits":[',
    ...texts((message) => ({ _source: { message } })),
    tail: '1]}}',
  },
  'OpenTelemetry logs': {
    megabytes: 100,
    head: '{"resourceLogs":[{"resource":{"attributes":[{"key":"host.name","value":{"stringValue":"db"}}]},"scopeLogs":[{"logRecords":[',
    ...texts((text) => ({ timeUnixNano: '1764024678163000000', body: { stringValue: text } })),
    tail: '1]}]}]}',
  },
}

test.each(Object.entries(giants))(
  'twice the input takes at most 2.2 times: %s',
  { timeout: 120_000 },
  async (_name, { megabytes, head, part, tail }) => {
    const log = (share: number) => () => longLog(megabytes * megabyte * share, part, head, tail)
    await expectLinear(log(0.5), log(1))
  },
)

test.each(Object.entries(giants))(
  'all is read, in 192 MB of heap: %s',
  { timeout: 120_000 },
  async (_name, { megabytes, head, part, tail, entries: perPart }) => {
    const file = join(folderOfTest(), 'log')
    const chunks = [...longLog(megabytes * megabyte, part, head, tail)]
    await pipeline(Readable.from(chunks), createWriteStream(file))
    const env = { NODE_OPTIONS: '--max-old-space-size=192' }
    const { objects: lines, stderr } = await runCli(['logs', '--json', file], { env })
    const parts = Buffer.concat(chunks).toString().split(part).length - 1
    if (head === undefined && perPart === undefined)
      return expect(stderr).toContain('is not a PostgreSQL log')
    expect(lines.at(-1)).toMatchObject({ entries: perPart === undefined ? 2 : parts * perPart })
  },
)
