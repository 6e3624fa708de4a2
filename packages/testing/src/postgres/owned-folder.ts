import { execFile } from 'node:child_process'
import { chown, mkdir } from 'node:fs/promises'
import { promisify } from 'node:util'
import type { Account } from './account.js'

/** Creates a folder that only the server's account can access, as PostgreSQL requires. */
export async function ownedFolder(folder: string, { ids }: Account): Promise<string> {
  await mkdir(folder, { mode: 0o700 })
  if (ids.uid !== undefined) await chown(folder, ids.uid, ids.gid ?? ids.uid)
  return folder
}

/** Copies the content of `source` into a folder of the server's account. */
export async function copyFolder(source: string, folder: string, account: Account): Promise<void> {
  await promisify(execFile)('cp', ['-R', `${source}/.`, folder], { ...account.ids, cwd: folder })
}
