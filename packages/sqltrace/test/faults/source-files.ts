import { readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../src/', import.meta.url))
/** The SQL reader is part of the library's bundle. */
const reader = fileURLToPath(new URL('../../../sql/src/', import.meta.url))

/** The library's modules, as paths from `src`. */
export async function sourceFiles(): Promise<string[]> {
  const files = [...(await modulesIn(folder)), ...(await modulesIn(reader))]
  return files.filter((file) => file.includes('/') && !file.includes('generated/'))
}

async function modulesIn(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  return entries
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .filter((file) => /(?<!\.test)\.ts$/.test(file) && !file.endsWith('sql/src/index.ts'))
}
