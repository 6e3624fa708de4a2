import { guarded } from '../runtime/guarded.js'
import { captureFrames } from './stack/capture.js'
import { preloadMaps } from './worker/preload-maps.js'
import { mapWorker } from './worker/map-worker.js'

const maxFrames = 50
const preload = guarded('read all source maps', preloadMaps)

/**
 * Resolves when the source maps of all loaded files have been read. Await it before the first query
 * of a bundled app, because pg_stat_statements keeps the first comment that it sees.
 *
 * ```ts
 * import { Pool } from 'pg'
 * import { ready, traced } from 'sqltrace'
 *
 * const pool = traced(new Pool())
 * await ready()
 * ```
 */
export async function ready(): Promise<void> {
  preload(captureFrames(ready, maxFrames))
  await mapWorker().idle()
}
