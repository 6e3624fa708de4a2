import { expect } from 'vitest'
import { parseChunks } from '../../src/sources/log/read-log.js'

/** Milliseconds of the machine, not of the input. */
const slack = 8
const maxRounds = 14

/** A log in chunks, which is read more than once. */
export type Log = () => Iterable<Buffer>

/** Twice the input takes at most 2.2 times as much of the processor. */
export async function expectLinear(half: Log, whole: Log): Promise<void> {
  const min: [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
  const isLinear = () => min[1] <= 2.2 * min[0] + slack
  for (let round = 0; round < 2 || (round < maxRounds && !isLinear()); round++) {
    min[0] = Math.min(min[0], await cpuOf(half()))
    min[1] = Math.min(min[1], await cpuOf(whole()))
  }
  expect(min[1]).toBeLessThanOrEqual(2.2 * min[0] + slack)
}

async function cpuOf(log: Iterable<Buffer>): Promise<number> {
  const chunks = async function* () {
    yield* log
  }
  const started = process.cpuUsage()
  await parseChunks(chunks(), () => undefined)
  const { user, system } = process.cpuUsage(started)
  return (user + system) / 1000
}

/** A text in chunks as a file gives them. */
export function* chunksOf(text: string | Buffer, size = 256 * 1024): Generator<Buffer> {
  const bytes = Buffer.from(text as string)
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

/** `head`, then `part` again and again, then `tail`: as long as wanted, and never in memory as a whole. */
export function* longLog(length: number, part: string, head = '', tail = ''): Generator<Buffer> {
  const block = Buffer.from(part.repeat(Math.ceil(1_000_000 / part.length)))
  yield Buffer.from(head + part)
  for (let left = length; left > 0; left -= block.length) yield block
  yield Buffer.from(tail)
}
