import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
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
  ['webpack://@acme/shop/./src/app.ts', 'src/app.ts'],
  ['webpack://src/./src/app.ts', 'src/app.ts'],
  ['webpack:///./src/app.ts', 'src/app.ts'],
  ['webpack:///src/gone.ts', 'src/gone.ts'],
  ['webpack://shop/./src/gone.ts?1a2b', 'src/gone.ts'],
  ['webpack://shop/(rsc)/./src/app.ts', 'src/app.ts'],
  ['turbopack:///[project]/src/app.ts', 'src/app.ts'],
  ['turbopack:///[project]/src/gone.ts', 'src/gone.ts'],
  ['turbopack:///[project]/[slug]/%C3%BC.ts', '[slug]/ü.ts'],
])('the source %s is the file %s', (source, file) => {
  expect(path(source)).toBe(join(root, file))
})

test('a file URL is a path, wherever the map is', () => {
  expect(path('/dist/file:/srv/app/a%20b.ts')).toBe('/srv/app/a b.ts')
  expect(path('file:///srv/app/a%20b.ts')).toBe('/srv/app/a b.ts')
})

test('a drive letter is not a scheme', () => {
  expect(path('C:/shop/src/app.ts')).toBe('C:/shop/src/app.ts')
})

test.each([
  'webpack://shop/webpack/bootstrap',
  'webpack://shop/external commonjs "pg"',
  'turbopack:///[turbopack]/shared/runtime-utils.ts',
  'library://../../src/a.ts',
])('%s is not a file of the app', (source) => {
  expect(path(source)).toBeUndefined()
})

test.each(['.next/server/app/x/route.js', 'dist/apps/shop/main.js'])(
  "a manifest that a build has written beside %s is not a project's",
  (output) => {
    const file = join(root, output)
    mkdirSync(dirname(file), { recursive: true })
    for (const folder of [output.split('/')[0] as string, dirname(output)]) {
      writeFileSync(join(root, folder, 'package.json'), '{"name":"shop","type":"commonjs"}')
    }
    const from = (source: string) => originalPath(source, { generated: file, root })
    expect(from('webpack://shop/./src/app.ts')).toBe(join(root, 'src/app.ts'))
    expect(from('webpack:///./src/gone.ts')).toBe(join(root, 'src/gone.ts'))
  },
)

test('a workspace package that was built in its own folder is resolved there, even in an image', () => {
  mkdirSync(join(root, 'apps/web/.next'), { recursive: true })
  writeFileSync(join(root, 'apps/web/package.json'), '{"name":"web"}')
  writeFileSync(join(root, 'apps/web/.next/package.json'), '{"type":"commonjs"}')
  const built = { generated: join(root, 'apps/web/.next/server/a.js'), root }
  expect(originalPath('webpack://web/./lib/gone.ts', built)).toBe(
    join(root, 'apps/web/lib/gone.ts'),
  )
})
