import { expect, test } from 'vitest'
import { findings, sentences, statement } from '../../../test/support/statement.js'
import { heldTransaction } from './held-transaction.js'

const transaction = { file: 'src/checkout.ts:10' }
const at = (line: number, startTime: number, duration = 5) =>
  statement({ transaction, file: `src/checkout.ts:${line}`, startTime, duration })

test('time that the app spends between two statements is found, with the lines around it', () => {
  const found = findings(heldTransaction, [at(10, 0), at(12, 10), at(19, 1215), at(20, 1225)])
  expect(sentences(found)).toMatchObject([
    {
      file: 'src/checkout.ts:12',
      seen: 'The transaction stayed open for 1.2 s after this line while the app did other work.',
      places: [
        { label: 'opened at', file: 'src/checkout.ts:10' },
        { label: 'until the statement at', file: 'src/checkout.ts:19' },
      ],
    },
  ])
})

test.each([
  ['short gaps', [at(10, 0), at(12, 900), at(19, 1800)]],
  ['a long statement', [at(10, 0), at(12, 10, 5000), at(19, 5011)]],
  ['concurrent statements', [at(10, 0), at(13, 11, 3), at(12, 10, 5000), at(19, 5011)]],
  ['a gap between two transactions', [at(10, 0), { ...at(12, 5000), transaction: { file: 'b' } }]],
  [
    'statements outside',
    [at(10, 0), at(12, 5000)].map((one) => ({ ...one, transaction: undefined })),
  ],
])('no advice for %s', (_, statements) => {
  expect(findings(heldTransaction, statements)).toEqual([])
})
