import type { Tags } from '../model/tags.js'
import { parseComment } from '@sqltrace/sqlcommenter'
import { remember } from './remember.js'

/** `TagWithCallSite` of Entity Framework Core writes a line comment: https://learn.microsoft.com/ef/core/querying/tags */
const callSiteLine = /^\s*--\s*[Ff]ile:\s*(\S.*?:\d+)\s*$/m
const headLength = 4000

/** The tags of a statement. */
export const tagsOf: (sql: string) => Tags = remember((sql) => {
  const tags = parseComment(sql)
  const line = callSiteLine.exec(sql.slice(0, headLength))?.[1]
  return line === undefined || 'file' in tags ? tags : { ...tags, file: line }
})
