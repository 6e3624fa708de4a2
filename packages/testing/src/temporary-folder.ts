import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** An empty folder for a test. */
export interface TemporaryFolder {
  readonly path: string
  remove(): Promise<void>
}

/** Creates a folder; call `remove` in `afterAll` or `finally`. */
export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(await realpath(tmpdir()), 'sqltrace-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}
