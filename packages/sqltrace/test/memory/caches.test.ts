import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sourceFiles } from '../faults/source-files.js'

/**
 * Collections that outlive a call and are not a `BoundedMap`, with what bounds them. If you add one, list it
 * here.
 */
const bounded: Readonly<Record<string, string>> = {
  'call-site/source-map/json-cursor.ts closing': 'constant',
  'call-site/source-map/json-cursor.ts opening': 'constant',
  'call-site/source-map/json-cursor.ts structural': 'constant',
  'call-site/worker/calling-files.ts scriptExtensions': 'constant',
  'call-site/worker/map-worker.ts #scripts': 'paths of large scripts',
  'call-site/worker/preload-maps.ts visited': 'paths of the app',
  'call-site/worker/program.ts scripts': "the worker's own memory, with resource limits",
  'call-site/worker/read-early.ts scripts': '20 MB of scripts and maps in total',
  'comment/text-keeper.ts kept': 'limits.tagged.total',
  'pg/takes-comments.ts consoles': 'constant',
  'runtime/bounded-cache.ts #old': 'characters',
  'runtime/bounded-cache.ts #young': 'characters',
  'runtime/guarded.ts reported': 'limits.messages',
  'telemetry/measure-pool.ts pools': 'pools that are alive',
}

/** A top-level declaration, or a field of a class. */
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
