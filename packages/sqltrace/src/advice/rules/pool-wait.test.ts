import { expect, test } from 'vitest'
import { findings, said, statement } from '../../../test/support/statement.js'
import { resolveOptions } from '../../options/resolve-options.js'
import { poolWait } from './pool-wait.js'

const report = (startTime: number, duration: number) =>
  statement({ file: 'src/report.ts:5', startTime, duration })
const waiting = statement({ startTime: 10, duration: 205, poolWait: 200, poolSize: 2 })

test('a wait is found at the line that had the connections', () => {
  const mail = statement({
    transaction: { file: 'src/mail.ts:1' },
    file: 'src/mail.ts:2',
    startTime: 100,
    duration: 50,
  })
  expect(said(findings(poolWait, [mail, report(0, 210), waiting]))).toEqual([
    {
      file: 'src/report.ts:5',
      seen: 'A statement waited 200 ms for a connection of a pool of 2; this line had 80 % of what the pool did meanwhile.',
      remedy: 'Make these statements shorter or fewer, or the pool larger, if the server has room.',
      places: [
        { label: 'waited at', file: 'src/courses.ts:7' },
        { label: 'busy too:', file: 'src/mail.ts:1' },
      ],
    },
  ])
})

test.each([
  ['short waits', [report(0, 210), { ...waiting, poolWait: 99 }]],
  ['a new connection, while others are busy', [report(0, 210), { ...waiting, isFirst: true }]],
  [
    'a pool whose connections are being made',
    [report(190, 60), report(191, 61), report(192, 62), report(193, 63), waiting],
  ],
  ['a new connection that takes long to make', [report(-50, 50), waiting]],
  ['a pool that was busy for a part of the wait', [report(0, 100), waiting]],
  ['another pool', [{ ...report(0, 210), options: resolveOptions({}) }, waiting]],
])('it stays silent for %s', (_, statements) => {
  expect(findings(poolWait, statements)).toEqual([])
})
