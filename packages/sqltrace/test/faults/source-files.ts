import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../src/', import.meta.url))

/** The library's modules in their folders, as paths from `src`. */
export async function sourceFiles(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .filter((file) => /\/.*(?<!\.test)\.ts$/.test(file) && !file.includes('generated/'))
}
