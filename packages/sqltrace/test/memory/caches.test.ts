import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sourceFiles } from '../faults/source-files.js'

/**
 * Collections of texts that live longer than a call and are no `BoundedMap`, with what bounds them. Whoever adds one says so
 * here.
 */
const bounded: Readonly<Record<string, string>> = {
  'call-site/early-scripts.ts scripts': '20 MB of scripts and maps in all',
  'call-site/json-cursor.ts opening': 'constant',
  'call-site/json-cursor.ts closing': 'constant',
  'call-site/json-cursor.ts structural': 'constant',
  'call-site/loaded-files.ts scriptExtensions': 'constant',
  'call-site/preload-maps.ts looked': 'paths of the app',
  'call-site/worker/map-worker.ts #scripts': 'paths of big scripts',
  'call-site/worker/program.ts scripts': "the worker's own memory, with resource limits",
  'metrics/pool.ts pools': 'pools that are alive',
  'pg/takes-comments.ts consoles': 'constant',
  'query-text/bounded-cache.ts #young': 'characters',
  'query-text/bounded-cache.ts #old': 'characters',

  'report.ts said': 'bounds.messages',
  'statement/kept-texts.ts kept': 'bounds.tagged.inAll',
}

/** A declaration in the first column, or a field of a class. */
const declared =
  /^(?:(?:export )?(?:const|let) (\w+)| {2}(?:readonly )?(#?\w+)) (?:: .* )?=.*new (?:Map|Set)\b/gm

test('every collection that outlives a call is bounded', async () => {
  const found: string[] = []
  for (const file of [...(await sourceFiles()), 'report.ts']) {
    if (file.startsWith('..')) continue
    const source = await readFile(join(import.meta.dirname, '../../src', file), 'utf8')
    for (const [, name, field] of source.matchAll(declared)) found.push(`${file} ${name ?? field}`)
  }
  expect(found.toSorted()).toEqual(Object.keys(bounded).toSorted())
})
