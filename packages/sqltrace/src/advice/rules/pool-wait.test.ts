import { expect, test } from 'vitest'
import { findings, sentences, statement } from '../../../test/support/statement.js'
import { resolveOptions } from '../../options/resolve-options.js'
import { poolWait } from './pool-wait.js'

const report = (startTime: number, duration: number) =>
  statement({ file: 'src/report.ts:5', startTime, duration })
const waiting = statement({ startTime: 10, duration: 205, poolWait: 200, poolSize: 2 })

test('a wait is attributed to the line that used the connections', () => {
  const mail = statement({
    transaction: { file: 'src/mail.ts:1' },
    file: 'src/mail.ts:2',
    startTime: 100,
    duration: 50,
  })
  expect(sentences(findings(poolWait, [mail, report(0, 210), waiting]))).toEqual([
    {
      file: 'src/report.ts:5',
      seen: 'A statement waited 200 ms for a connection from a pool of 2; meanwhile this line used 80 % of the connection time.',
      remedy: 'Make these statements faster or fewer, or enlarge the pool if the server has room.',
      places: [
        { label: 'waited at', file: 'src/courses.ts:7' },
        { label: 'also busy:', file: 'src/mail.ts:1' },
      ],
    },
  ])
})

test.each([
  ['short waits', [report(0, 210), { ...waiting, poolWait: 99 }]],
  ['a new connection, while others are busy', [report(0, 210), { ...waiting, isFirst: true }]],
  [
    'a pool whose connections are being opened',
    [report(190, 60), report(191, 61), report(192, 62), report(193, 63), waiting],
  ],
  ['a new connection that is slow to open', [report(-50, 50), waiting]],
  ['a pool that was busy for only part of the wait', [report(0, 100), waiting]],
  ['another pool', [{ ...report(0, 210), options: resolveOptions({}) }, waiting]],
])('no advice for %s', (_, statements) => {
  expect(findings(poolWait, statements)).toEqual([])
})
