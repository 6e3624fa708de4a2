import { expect, test } from 'vitest'
import { parts } from '../parts.js'
import { kept } from './results.js'
import { tablesOf } from './tables.js'
import { readBetween } from '../../scripts/write-between.js'

/** The formatter pads the cells of a table. */
const asFormatted = (text: string) => text.replaceAll(/[ -]+/g, ' ')

test.for(Object.keys(parts))('the documented tables of part %s match its results', (part) => {
  const tables = tablesOf(part, kept(part))
  expect(tables.length).toBeGreaterThan(0)
  for (const { file, marker, text } of tables)
    expect(asFormatted(readBetween(file, marker))).toBe(asFormatted(text))
})
