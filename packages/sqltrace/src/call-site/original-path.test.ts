import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { originalPath } from './original-path.js'

let root = ''
let generated = ''

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'original path '))
  generated = join(root, 'dist/main.js')
  mkdirSync(join(root, 'src'))
  writeFileSync(join(root, 'package.json'), '{}')
  for (const name of ['app.ts', 'ü.ts', '100%25.ts']) writeFileSync(join(root, 'src', name), '')
})

afterAll(() => rmSync(root, { recursive: true }))

const path = (source: string) => originalPath(source.replace('ROOT', root), { generated, root })

test.each([
  ['ROOT/src/app.ts', 'src/app.ts'],
  ['ROOT/src/%C3%BC.ts', 'src/ü.ts'],
  ['ROOT/src/100%25.ts', 'src/100%25.ts'],
  ['file://ROOT/src/%25C3%25BC.ts', 'src/ü.ts'],
  ['ROOT/dist/webpack:/shop/src/app.ts', 'src/app.ts'],
  ['ROOT/dist/webpack:/src/app.ts', 'src/app.ts'],
  ['ROOT/dist/webpack:/shop/src/app.ts?1a2b', 'src/app.ts'],
  ['ROOT/dist/webpack:/shop/src/gone.ts', 'src/gone.ts'],
  ['webpack://shop/./src/app.ts', 'src/app.ts'],
])('the source %s is the file %s', (source, file) => {
  expect(path(source)).toBe(join(root, file))
})

test('a file URL is a path, wherever the map stands', () => {
  expect(path('/dist/file:/srv/app/a%20b.ts')).toBe('/srv/app/a b.ts')
  expect(path('file:///srv/app/a%20b.ts')).toBe('/srv/app/a b.ts')
})

test('a drive letter is no scheme', () => {
  expect(path('C:/shop/src/app.ts')).toBe('C:/shop/src/app.ts')
})
