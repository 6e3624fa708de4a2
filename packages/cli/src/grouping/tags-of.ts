import { parseComment } from '@sqltrace/sqlcommenter'
import { remember } from './remember.js'

export type Tags = Readonly<Record<string, string>>

/** The tags of a statement. */
export const tagsOf: (sql: string) => Tags = remember(parseComment)
