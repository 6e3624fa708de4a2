import { chown, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Account } from './account.js'
import { copyFolder } from './owned-folder.js'
import type { Postgres } from './postgres.js'

/** Copies the primary's data while it is down, and returns the settings with which the copy follows it. */
export async function becomeReplica(
  primary: Postgres,
  data: string,
  account: Account,
): Promise<Record<string, string>> {
  await primary.restart(() => copyFolder(primary.dataFolder, data, account))
  await writeSignal(join(data, 'standby.signal'), account)
  return {
    primary_conninfo: `host=${primary.host} port=${primary.port} user=postgres`,
    // The primary comes back a moment after the replica has started to look for it.
    wal_retrieve_retry_interval: '100ms',
  }
}

async function writeSignal(file: string, { ids }: Account): Promise<void> {
  await writeFile(file, '')
  if (ids.uid !== undefined) await chown(file, ids.uid, ids.gid ?? ids.uid)
}
