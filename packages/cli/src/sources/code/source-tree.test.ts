import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { sourceTree } from './source-tree.js'
import { folderOfFile } from '../../../test/support/temporary.js'

const folder = folderOfFile()
const root = join(folder, 'repository')
const git = (...args: string[]) =>
  execFileSync('git', ['-C', root, '-c', 'user.name=t', '-c', 'user.email=t@example.com', ...args])
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

beforeAll(() => {
  write('packages/api/src/repo.ts', 'deployed')
  write('packages/web/src/repo.ts', 'web')
  write('src/my-repo.ts', 'other')
  writeFileSync(join(folder, 'secret.ts'), 'secret')
  symlinkSync(join(folder, 'secret.ts'), join(root, 'src/link.ts'))
  symlinkSync(folder, join(root, 'src/out'))
  execFileSync('git', ['init', '-q', root])
  git('add', '.')
  git('commit', '-q', '-m', 'first')
  git('tag', 'v1.2.3')
  write('packages/api/src/repo.ts', 'edited')
})

test('shows the source of the deployed version', () => {
  const tree = sourceTree(root, ['1.2.3'])
  expect(tree.label).toBe('git 1.2.3')
  expect(tree.find('api/src/repo.ts')).toMatchObject([
    { path: 'packages/api/src/repo.ts', text: 'deployed' },
  ])
})

test('warns that the working tree may differ if no version is known', () => {
  const tree = sourceTree(root, ['9.9.9', undefined])
  expect(tree.label).toBe('working tree; may differ from the deployed code')
  expect(tree.find('api/src/repo.ts')).toMatchObject([{ text: 'edited' }])
})

test('falls back to the given revision', () => {
  expect(sourceTree(root, [undefined, 'HEAD']).label).toBe('git HEAD')
})

test('lists all files whose path ends so, matching whole names only', () => {
  const found = sourceTree(root, []).find('src/repo.ts')
  expect(found.map(({ path }) => path)).toEqual([
    'packages/api/src/repo.ts',
    'packages/web/src/repo.ts',
  ])
  expect(
    sourceTree(root, [])
      .find('repo.ts')
      .map(({ path }) => path),
  ).not.toContain('src/my-repo.ts')
})

test.each([
  'src/link.ts',
  'src/out/secret.ts',
  '../secret.ts',
  '/etc/passwd',
  'src/../../secret.ts',
  '.git/config',
])('shows nothing for %s, neither from the working tree nor from git', (path) => {
  expect(sourceTree(root, []).find(path)).toEqual([])
  expect(sourceTree(root, ['1.2.3']).find(path)).toEqual([])
})

test('outside a repository shows files under the folder only', () => {
  mkdirSync(join(folder, 'plain/src'), { recursive: true })
  writeFileSync(join(folder, 'plain/src/a.ts'), 'plain')
  symlinkSync(join(folder, 'secret.ts'), join(folder, 'plain/src/b.ts'))
  const tree = sourceTree(join(folder, 'plain'), [])
  expect(tree.find('src/a.ts')).toMatchObject([{ text: 'plain' }])
  expect(tree.find('src/b.ts')).toEqual([])
  expect(tree.find('../secret.ts')).toEqual([])
})

test.each(['--output=/tmp/x', '-h', '$(id)', 'HEAD;id', 'HEAD:../x', '@{-1}', ''])(
  'a version that is not a plain name is not passed to git: %j',
  (version) => {
    expect(sourceTree(root, [version]).label).toContain('working tree')
  },
)
