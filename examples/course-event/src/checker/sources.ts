import { readdir, readFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const repository = fileURLToPath(new URL('../../../../', import.meta.url))
const folder = join(repository, 'examples', 'course-event', 'src')
/** The code that plays the event is not part of the platform. */
const cast = /^(checker|event|jaeger|operator|failures|stage)\//

/** A file of the platform. */
export interface Source {
  /** Relative to the repository. */
  readonly path: string
  readonly lines: readonly string[]
}

/** Reads all sources of the platform. */
export async function readSources(): Promise<Source[]> {
  const names = (await readdir(folder, { recursive: true }))
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.ts') && !cast.test(name))
  return Promise.all(names.map(readSource))
}

async function readSource(name: string): Promise<Source> {
  const file = join(folder, name)
  const text = await readFile(file, 'utf8')
  return { path: relative(repository, file).replaceAll('\\', '/'), lines: text.split('\n') }
}
