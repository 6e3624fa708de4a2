import { expect, test } from 'vitest'
import { readApplicationName } from './application-name.js'

const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'

test.each<[string, string | undefined]>([
  [trace, undefined],
  [trace.toUpperCase(), undefined],
  [`traceparent=${trace}`, undefined],
  [`shop ${trace}`, 'shop'],
  [`shop/${trace}`, 'shop'],
  [`shop;traceparent='${trace}'`, 'shop'],
  [`${trace} - shop`, 'shop'],
])('finds the trace in %s', (name, application) => {
  expect(readApplicationName(name)).toEqual({ application, traceparent: trace })
})

test.each(['shop', 'psql', `x${trace}`, `${trace}0`, `${trace}-00`, trace.slice(0, -1)])(
  'finds no trace in %s',
  (name) => {
    expect(readApplicationName(name)).toEqual({ application: name, traceparent: undefined })
  },
)

test('an empty name is not an application', () => {
  expect(readApplicationName('')).toEqual({ application: undefined, traceparent: undefined })
})
