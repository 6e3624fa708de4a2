import type { Origin } from '../../model/origin.js'
import { parseObject } from '../../sources/log/extent-of.js'
import type { JsonObject, LogEntry } from '../../model/log-entry.js'
import { readTime, type LogTime } from '../../model/log-time.js'

const session = /(?:^|[^\da-f])([\da-f]{8}\.[\da-f]{1,8})(?![\da-f])/
const bracketed = /\[(\d+)(?:-\d+)?\]/
const processPair = /\b(?:pid|process|p)=(\d+)/i
const userPair = /\b(?:user|usr|u)=([^\s,]*)/i
const databasePair = /\b(?:database|dbname|db|d)=([^\s,]*)/i
const applicationPair =
  /\b(?:application_name|application|app|appname|a)=(.*?)(?=,\w+=|\s+\w+=|,?\s*$)/i
/** `%u@%d`; RDS puts colons around it. */
const account =
  /(?:^|[\s:[(])([^\s:@,=[\]()]+|\[unknown\])@([^\s:@,=[\]()]+|\[unknown\])(?=$|[\s:,\])])/

/** Who caused an entry, from its fields or its `log_line_prefix`. */
export function originOf(entry: LogEntry): Origin {
  const { object, record, prefix } = entry
  if (object !== undefined) return fromObject(object)
  if (record.startsWith('{')) return fromObject(parseObject(record) ?? {})
  return record === '' ? fromPrefix(prefix) : fromRecord(record)
}

/** When an entry was written, if logged. */
export function timeOf({ prefix, record, object }: LogEntry): LogTime | undefined {
  if (object !== undefined) return readTime(first(object, 'timestamp', 'log_time'))
  return readTime(prefix || record.slice(0, maxTime))
}

function fromObject(object: JsonObject): Origin {
  return {
    process: first(object, 'pid', 'process_id'),
    user: first(object, 'user', 'user_name'),
    database: first(object, 'dbname', 'database_name'),
    application: first(object, 'application_name'),
  }
}

function first(object: JsonObject, ...keys: readonly string[]): string {
  const value = keys.map((key) => object[key]).find((one) => one !== undefined && one !== null)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

function fromPrefix(prefix: string): Origin {
  const [, user = '', database = ''] = account.exec(prefix) ?? []
  return {
    process: group(bracketed, prefix) || group(processPair, prefix) || group(session, prefix),
    user: group(userPair, prefix) || user,
    database: group(databasePair, prefix) || database,
    application: group(applicationPair, prefix),
  }
}

const field = /"((?:[^"]|"")*)"|([^,]*)/y
const applicationColumn = 22
const maxTime = 60

function fromRecord(record: string): Origin {
  const fields: string[] = []
  for (field.lastIndex = 0; fields.length <= applicationColumn; field.lastIndex++) {
    const [, quoted, bare = ''] = field.exec(record) ?? []
    fields.push(quoted?.replaceAll('""', '"') ?? bare)
  }
  const [, user = '', database = '', process = ''] = fields
  return { process, user, database, application: fields[applicationColumn] ?? '' }
}

function group(pattern: RegExp, text: string): string {
  return pattern.exec(text)?.[1] ?? ''
}
