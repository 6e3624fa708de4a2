import { execFile } from 'node:child_process'
import { lstat, mkdir, readFile, rename, symlink } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { promisify } from 'node:util'
import type { Account } from './account.js'
import { nativePackage, type NativePackage } from './native-package.js'
import { ownedFolder } from './owned-folder.js'

const run = promisify(execFile)

/**
 * A folder with a runnable copy of PostgreSQL and a data folder created by `initdb`. Each
 * build is prepared once and kept in the temporary folder; without `keep`, inside `folder`.
 */
export async function installation(
  folder: string,
  account: Account,
  { keep = true, package: named }: { readonly keep?: boolean; readonly package?: string },
): Promise<string> {
  const native = nativePackage(named)
  const owner = process.getuid?.() ?? 0
  const kept = join(account.temporary, `sqltrace-postgres-${native.build}-${owner}`)
  if (keep && (await isOurs(kept, owner))) return kept
  const made = join(folder, 'installation')
  await make(made, native, account)
  return keep ? share(made, kept, owner) : made
}

/** The temporary folder is shared: a folder with that name may belong to another user. */
async function isOurs(folder: string, owner: number): Promise<boolean> {
  const entry = await lstat(folder).catch(() => undefined)
  return entry !== undefined && entry.isDirectory() && entry.uid === owner
}

/** Several processes may get here at the same time: the first rename wins, the others use its result. */
async function share(made: string, kept: string, owner: number): Promise<string> {
  const renamed = await rename(made, kept).then(
    () => true,
    () => false,
  )
  return renamed || (await isOurs(kept, owner)) ? kept : made
}

/** A copy, because the account may not have access to the checkout, and `initdb` doesn't support spaces in paths. */
async function make(folder: string, native: NativePackage, account: Account): Promise<void> {
  await mkdir(folder)
  await run('cp', ['-R', join(native.folder, 'native'), folder])
  await linkLibraries(folder)
  await run('chmod', ['-R', 'a+rX', folder])
  const template = await ownedFolder(join(folder, 'template'), account)
  await initialise(join(folder, 'native', 'bin', 'initdb'), template, account)
}

/** npm drops links from packages, and newer versions skip the install script that would create them. */
async function linkLibraries(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  const links = JSON.parse(list) as { source: string; target: string }[]
  await Promise.all(
    links.map(({ source, target }) =>
      symlink(relative(dirname(target), source), join(folder, target)).catch(ignoreExisting),
    ),
  )
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error
}

async function initialise(initdb: string, data: string, { ids }: Account): Promise<void> {
  const args = [
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--no-locale',
    '--no-sync',
  ]
  try {
    await run(initdb, args, { ...ids, cwd: data, env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } })
  } catch (cause) {
    const { message } = cause as Error
    throw new Error(`${initdb} failed. ${remedyFor(message)}\n${message}`, { cause })
  }
}

function remedyFor(message: string): string {
  return message.includes('effective user')
    ? 'PostgreSQL needs a known user: run as root, or as a user in /etc/passwd.'
    : 'If programs cannot be executed in this folder, set TMPDIR to one where they can.'
}
