import { cp, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const here = dirname(fileURLToPath(import.meta.url))
const packages = join(here, '../../..')
const modules = join(packages, '../node_modules')

const libraries = ['kysely', 'pg', 'pg-cursor', 'pg-query-stream', '@opentelemetry/api']

/** A copy of the app in `folder`, with sqltrace installed as from a registry. */
export async function makeProject(folder) {
  await rm(folder, { recursive: true, force: true })
  await cp(join(here, 'app'), folder, { recursive: true })
  await cp(join(folder, 'vendor'), join(folder, 'node_modules/vendor'), { recursive: true })
  await rm(join(folder, 'vendor'), { recursive: true })
  for (const name of ['sqltrace', 'sqlcommenter', 'cls']) await install(folder, name)
  for (const name of libraries) await link(folder, name)
  await writeFile(join(folder, 'package-lock.json'), '{}')
}

async function install(folder, name) {
  const target = join(folder, 'node_modules', name === 'sqltrace' ? name : `@sqltrace/${name}`)
  for (const part of ['dist', 'package.json']) {
    await cp(join(packages, name, part), join(target, part), { recursive: true })
  }
}

async function link(folder, name) {
  const target = join(folder, 'node_modules', name)
  await mkdir(dirname(target), { recursive: true })
  await symlink(join(modules, name), target)
}

/** Removes the sources and the lock file, as an image of the app has it. */
export async function keepBuildOnly(folder, ...others) {
  const kept = ['dist', 'package.json', ...others]
  for (const name of await readdir(folder)) {
    if (!kept.includes(name)) await rm(join(folder, name), { recursive: true })
  }
}
