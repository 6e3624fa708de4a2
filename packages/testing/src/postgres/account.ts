import { statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname } from 'node:path'

/** The account that runs the server, and a temporary folder that it can access. */
export interface Account {
  readonly ids: { readonly uid?: number; readonly gid?: number }
  readonly temporary: string
}

/** PostgreSQL refuses to run as root, so root runs it with the usual id of `nobody`. */
const nobody = 65534

/** This process's account, or an unprivileged one if it is root. */
export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return { ids: {}, temporary: tmpdir() }
  const temporary = [tmpdir(), '/tmp', '/var/tmp'].find(isOpenToAll)
  if (temporary !== undefined) return { ids: { uid: nobody, gid: nobody }, temporary }
  throw new Error(
    `As root, the server runs as user ${nobody}, who cannot access ${tmpdir()}. ` +
      'Set TMPDIR to a folder that every user can access.',
  )
}

function isOpenToAll(folder: string): boolean {
  const mode = statSync(folder, { throwIfNoEntry: false })?.mode ?? 0
  if ((mode & 0o001) === 0) return false
  return dirname(folder) === folder || isOpenToAll(dirname(folder))
}
