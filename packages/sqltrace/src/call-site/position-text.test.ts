import { expect, test } from 'vitest'
import { positionText } from './position-text.js'

const site = (file: string) => ({
  file,
  line: 42,
  column: 7,
  mapped: true,
  functionName: undefined,
})

test('a position is the path and the line', () => {
  expect(positionText(site('src/repo.ts'))).toBe('src/repo.ts:42')
})

test('a position that could not be mapped includes its column', () => {
  expect(positionText({ ...site('dist/app.js'), mapped: false })).toBe('dist/app.js:42:7')
})

test('a path that is too long loses its first folders, never the line', () => {
  const text = positionText(site(`${'folder/'.repeat(60)}repo.ts`))
  expect(text).toMatch(/^…\/folder\/.*\/folder\/repo\.ts:42$/)
  expect(text.length).toBeLessThan(202)
})

test('a path with non-ASCII characters is measured as it is encoded', () => {
  expect(positionText(site(`${'フォルダ/'.repeat(20)}repo.ts`))).toMatch(
    /^…\/フォルダ\/.*\/repo\.ts:42$/,
  )
})
