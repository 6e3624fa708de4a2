import type { HiddenSessions } from '../../sources/server/health.js'
import type { Finding } from '../../model/finding.js'
import { quotedName } from './quoted.js'
import { setting } from './server-settings.js'

/** Users and databases whose sessions hide what they do although the server's setting is on. */
export function hiddenSessions(server: string, hidden: readonly HiddenSessions[]): Finding[] {
  return hidden.map((one) => {
    const whose = nameOf(one)
    const seen = `Sessions of ${whose} do not show what they do.`
    return setting(server, `track_activities of ${whose}`, seen, [
      `alter ${targetOf(one)} reset track_activities`,
    ])
  })
}

function nameOf({ role, database }: HiddenSessions): string {
  const parts = [role && `user ${role}`, database && `database ${database}`]
  return parts.filter(Boolean).join(' in ')
}

function targetOf({ role, database }: HiddenSessions): string {
  const inDatabase = database === null ? '' : `database ${quotedName(database)}`
  if (role === null) return inDatabase
  return [`role ${quotedName(role)}`, inDatabase].filter(Boolean).join(' in ')
}
