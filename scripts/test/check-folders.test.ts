import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { temporaryFolder } from '@sqltrace/testing'
import { expect, test } from 'vitest'
import { wrongImports } from '../check-folders.js'

const file = (...imports: string[]) =>
  imports.map((from) => `import type { A } from '${from}.js'\n`).join('')

test.each<[string, Record<string, string>, string[]]>([
  [
    'one way',
    { 'a/b/c.ts': file('../../d/e'), 'a/f.ts': file('./b/c'), 'd/e.ts': file('../g'), 'g.ts': '' },
    [],
  ],
  [
    'two files',
    { 'a/b.ts': file('./c'), 'a/c.ts': file('./b') },
    ['a cycle: a/b.ts → a/c.ts → a/b.ts'],
  ],
  [
    'two folders, by different files',
    { 'a/1.ts': file('../b/1'), 'a/2.ts': '', 'b/1.ts': '', 'b/2.ts': file('../a/2') },
    ['a cycle: a → b → a', 'a and b import each other'],
  ],
  [
    'three folders',
    {
      'a/1.ts': file('../b/1'),
      'b/1.ts': '',
      'b/2.ts': file('../c/1'),
      'c/1.ts': file('../a/2'),
      'a/2.ts': '',
    },
    ['a cycle: a → b → c → a'],
  ],
  [
    'a folder and the one inside it',
    { 'a/1.ts': file('./b/1'), 'a/b/1.ts': file('../2'), 'a/2.ts': '' },
    ['a and a/b import each other'],
  ],
])('imports of %s', async (_, files, wrong) => {
  const folder = await temporaryFolder()
  try {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder.path, name)), { recursive: true })
      await writeFile(join(folder.path, name), text)
    }
    expect(wrongImports(folder.path)).toEqual(wrong)
  } finally {
    await folder.remove()
  }
})
