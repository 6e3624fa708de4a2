import { diag, DiagLogLevel } from '@opentelemetry/api'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CallSite } from '../call-site/call-site.js'
import { watchVariety } from './watch-variety.js'

const warnings: string[] = []
const ignore = () => {}

beforeEach(() => {
  const logger = { error: ignore, info: ignore, debug: ignore, verbose: ignore }
  const warn = (message: string) => warnings.push(message)
  diag.setLogger(
    { ...logger, warn },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  )
})

afterEach(() => {
  diag.disable()
  warnings.length = 0
})

const siteOf = (line: number): CallSite => ({
  file: 'src/db/base.ts',
  line,
  column: 5,
  mapped: true,
  functionName: undefined,
})

test('a line with more than 20 different statements is reported once, with the pattern to add', () => {
  const site = siteOf(1)
  for (let n = 0; n < 20; n++) watchVariety(site, `select * from t${n}`)
  expect(warnings).toEqual([])
  for (let n = 20; n < 50; n++) watchVariety(site, `select * from t${n}`)
  expect(warnings).toHaveLength(1)
  expect(warnings[0]).toContain("callSite: { ignore: ['src/db/base.ts'] }")
})

test('a statement with a different number of parameters is the same statement', () => {
  const site = siteOf(2)
  const list = (n: number) => Array.from({ length: n }, (_, index) => `$${index + 1}`).join(', ')
  for (let n = 1; n < 50; n++) watchVariety(site, `select * from t where id in (${list(n)})`)
  expect(warnings).toEqual([])
})

test('sending one statement often is not variety', () => {
  const site = siteOf(3)
  for (let n = 1; n < 500; n++) watchVariety(site, 'select 1')
  expect(warnings).toEqual([])
})
