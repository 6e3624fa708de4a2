import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { test } from 'vitest'
import { chunksOf, expectLinear } from '../../../test/support/read-cost.js'
import { partsOf, wrappings } from '../../../test/support/wrap-log.js'

const stamp = '2026-11-24 22:51:18.163 UTC [42] '

const fill = (part: string) => (length: number) => part.repeat(Math.ceil(length / part.length))

/** Seeded, so both lengths begin with the same text. */
function random(length: number): string {
  const letters = ' \n\t:{}[]"\\,;LOGERR0123abc-\'|'
  let seed = 7
  const next = () => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31)
  const block = Array.from({ length: 100_000 }, () => letters.charAt(next() % letters.length))
  return fill(block.join(''))(length)
}

const texts: Readonly<Record<string, (length: number) => string>> = {
  'random text': random,
  'no line break': fill('abc '),
  'PgBouncer lines': fill(
    `${stamp}LOG C-0x5: shop/app@10.0.0.1:5432 login attempt: db=shop user=app\n`,
  ),
  'the tail of a csv': fill('  ->  Scan on "x" ""y"" (cost=0.00),\n'),
  'csv records that never end': fill('2026-11-24 22:51:18.370 UTC,"postgres\n'),
  'a statement of many lines': (length) =>
    `${stamp}LOG:  statement: select\n${fill('\tcolumn,\n')(length)}`,
  'colons without labels': fill('a:  b:  c:  \n'),
  'objects that never end': fill('{"a":\n'),
  'a list in one line': (length) =>
    `[${fill('{"error_severity":"LOG","message":"duration: 1.000 ms  statement: select 1"},')(length)}1]`,
}

const read = (ending: string) =>
  readFileSync(fileURLToPath(new URL(`../../../test/logs/18.${ending}`, import.meta.url)), 'utf8')
const [stderr, jsonl, csv] = [read('stderr.txt'), read('jsonl'), read('csv')]

const logs: Readonly<Record<string, (length: number) => string | Buffer>> = {
  ...texts,
  stderr: fill(stderr),
  csv: fill(csv),
  jsonl: fill(jsonl),
}

const expectLinearText = async (make: (length: number) => string | Buffer, size: number) => {
  const [half, whole] = [[...chunksOf(make(size))], [...chunksOf(make(2 * size))]]
  await expectLinear(
    () => half,
    () => whole,
  )
}

test.each(Object.entries(logs))(
  'twice the input takes at most 2.2 times: %s',
  async (_name, make) => {
    await expectLinearText(make, 1_000_000)
  },
)

test.each(Object.entries(wrappings))(
  'twice the input takes at most 2.2 times, wrapped: %s',
  async (_name, wrap) => {
    const make = (size: number) =>
      wrap(partsOf(fill(stderr)(size), fill(jsonl)(size), fill(csv)(size)))
    await expectLinearText(make, 200_000)
  },
)
