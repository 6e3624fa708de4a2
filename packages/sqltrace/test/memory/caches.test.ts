import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sourceFiles } from '../faults/source-files.js'

/**
 * Collections of texts that live longer than a call and are no `BoundedMap`, with what bounds them. Whoever adds one says so
 * here.
 */
const bounded: Readonly<Record<string, string>> = {
  'call-site/source-map/json-cursor.ts closing': 'constant',
  'call-site/source-map/json-cursor.ts opening': 'constant',
  'call-site/source-map/json-cursor.ts structural': 'constant',
  'call-site/worker/calling-files.ts scriptExtensions': 'constant',
  'call-site/worker/map-worker.ts #scripts': 'paths of big scripts',
  'call-site/worker/preload-maps.ts looked': 'paths of the app',
  'call-site/worker/program.ts scripts': "the worker's own memory, with resource limits",
  'call-site/worker/read-early.ts scripts': '20 MB of scripts and maps in all',
  'comment/text-keeper.ts kept': 'limits.tagged.inAll',
  'pg/takes-comments.ts consoles': 'constant',
  'runtime/bounded-cache.ts #old': 'characters',
  'runtime/bounded-cache.ts #young': 'characters',
  'runtime/guarded.ts said': 'limits.messages',
  'telemetry/measure-pool.ts pools': 'pools that are alive',
}

/** A declaration in the first column, or a field of a class. */
const declared =
  /^(?:(?:export )?(?:const|let) (\w+)| {2}(?:readonly )?(#?\w+)) (?:: .* )?=.*new (?:Map|Set)\b/gm

test('every collection that outlives a call is bounded', async () => {
  const found: string[] = []
  for (const file of await sourceFiles()) {
    if (file.startsWith('..')) continue
    const source = await readFile(join(import.meta.dirname, '../../src', file), 'utf8')
    for (const [, name, field] of source.matchAll(declared)) found.push(`${file} ${name ?? field}`)
  }
  expect(found.toSorted()).toEqual(Object.keys(bounded).toSorted())
})
