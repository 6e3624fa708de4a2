import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../peers/', import.meta.url))

/** A package from the folder `peers`, which is installed on first use to keep the root's installation small. */
export function peer<T>(name: string): T {
  if (!existsSync(`${folder}node_modules`)) {
    const npm = ['ci', '--ignore-scripts', '--no-audit', '--no-fund']
    execFileSync('npm', npm, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] })
  }
  return createRequire(`${folder}package.json`)(name) as T
}
