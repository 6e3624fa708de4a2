import { chown, mkdir } from 'node:fs/promises'
import type { Account } from './account.js'

/** Makes a folder that the server's account alone may enter, as PostgreSQL demands. */
export async function ownedFolder(folder: string, { ids }: Account): Promise<string> {
  await mkdir(folder, { mode: 0o700 })
  if (ids.uid !== undefined) await chown(folder, ids.uid, ids.gid ?? ids.uid)
  return folder
}
