import { expect, test } from 'vitest'
import { parseChunks } from './read-log.js'

const stamp = '2026-11-24 22:51:18.163 UTC [42] '
const chunkSize = 256 * 1024
const size = 1_000_000
/** Milliseconds of CPU time for noise that does not depend on the input. */
const slack = 8

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

const cpuOf = async (bytes: Buffer) => {
  const chunks = async function* () {
    for (let at = 0; at < bytes.length; at += chunkSize) yield bytes.subarray(at, at + chunkSize)
  }
  const started = process.cpuUsage()
  await parseChunks(chunks(), () => undefined)
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1000
}

test.each(Object.entries(texts))(
  'twice the input takes at most 2.2 times as long: %s',
  async (_name, make) => {
    const [half, whole] = [Buffer.from(make(size)), Buffer.from(make(2 * size))]
    const fastest = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY] as [number, number]
    const isLinear = () => fastest[1] <= 2.2 * fastest[0] + slack
    for (let round = 0; round < 2 || (round < 8 && !isLinear()); round++) {
      fastest[0] = Math.min(fastest[0], await cpuOf(half))
      fastest[1] = Math.min(fastest[1], await cpuOf(whole))
    }
    expect(fastest[1]).toBeLessThanOrEqual(2.2 * fastest[0] + slack)
  },
)
