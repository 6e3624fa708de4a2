import type { GroupBy } from '../analysis/group-load.js'
import type { ServerOptions } from './with-servers.js'

/** Options of `sqltrace top`. */
export interface TopOptions extends ServerOptions {
  readonly by: GroupBy
  readonly filter?: string
  readonly once?: boolean
  readonly rate: number
  readonly root: string
  readonly seconds?: number
}
