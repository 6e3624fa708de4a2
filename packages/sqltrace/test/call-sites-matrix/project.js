import { cp, mkdir, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { edit } from './edit.js'

export const here = dirname(fileURLToPath(import.meta.url))
const packages = join(here, '../../..')
export const modules = join(packages, '../node_modules')

const libraries = ['kysely', 'pg', 'pg-cursor', 'pg-query-stream', '@opentelemetry/api']

/** Creates a folder with the app, and with sqltrace installed as from a registry, as the template for projects. */
export async function makeTemplate(folder) {
  await cp(join(here, 'app'), folder, { recursive: true })
  await cp(join(folder, 'vendor'), join(folder, 'node_modules/vendor'), { recursive: true })
  await rm(join(folder, 'vendor'), { recursive: true })
  await edit(join(folder, 'src/shapes/functions.ts'), (text) =>
    text.replace("directly('", "eval('"),
  )
  await install(folder, 'sqltrace', 'sqltrace')
  await install(folder, 'sqlcommenter', '@sqltrace/sqlcommenter')
  for (const name of libraries) await link(folder, name)
  await writeFile(join(folder, 'package-lock.json'), '{}')
}

async function install(folder, from, name) {
  for (const part of ['dist', 'src', 'package.json']) {
    const target = join(folder, 'node_modules', name, part)
    await cp(join(packages, from, part), target, { recursive: true })
  }
}

async function link(folder, name) {
  const target = join(folder, 'node_modules', name)
  await mkdir(dirname(target), { recursive: true })
  await symlink(join(modules, name), target)
}

/** Removes the sources and the lock file, as in an image of the app. */
export async function keepBuildOnly(folder, ...others) {
  const kept = ['dist', 'package.json', ...others]
  for (const name of await readdir(folder)) {
    if (!kept.includes(name)) await rm(join(folder, name), { recursive: true })
  }
}
