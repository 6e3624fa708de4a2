import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const packages = fileURLToPath(new URL('../../packages/', import.meta.url))
const unpublished = ['@sqltrace/sql', '@sqltrace/context']
const imported = /(?:from|import\() ?'([^']+)'/g

interface Manifest {
  readonly exports: Readonly<Record<string, unknown>>
}

/** The declaration files of a package that its `exports` lead to. */
function* declarations(name: string): Generator<string> {
  const folder = join(packages, name)
  const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest
  const types = [...JSON.stringify(exports).matchAll(/"types":"([^"]+)"/g)]
  const files = new Set(types.map(([, file = '']) => join(folder, file)))
  for (const file of files) {
    yield file
    for (const specifier of specifiersIn(file))
      if (specifier.startsWith('.'))
        files.add(join(dirname(file), specifier.replace(/js$/, 'd.ts')))
  }
}

const specifiersIn = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(imported)].map(([, specifier = '']) => specifier)

test.each(['sqltrace', 'sqlcommenter', 'cls'])(
  'the types of %s refer to no unpublished package',
  (name) => {
    const files = [...declarations(name)]
    const offenders = files.filter((file) =>
      specifiersIn(file).some((name) => unpublished.includes(name)),
    )
    expect(files.length).toBeGreaterThan(2)
    expect(offenders).toEqual([])
  },
)
