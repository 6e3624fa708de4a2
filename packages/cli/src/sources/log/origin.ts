import type { LogEntry } from './log-entry.js'

/** Who caused an entry; empty where the log does not tell. Bytes, as the entry's texts. */
export interface Origin {
  readonly process: string
  readonly user: string
  readonly database: string
  readonly application: string
}

const session = /(?:^|[^\da-f])([\da-f]{8}\.[\da-f]{1,8})(?![\da-f])/
const bracketed = /\[(\d+)(?:-\d+)?\]/
const processPair = /\b(?:pid|process|p)=(\d+)/i
const userPair = /\b(?:user|usr|u)=([^\s,]*)/i
const databasePair = /\b(?:database|dbname|db|d)=([^\s,]*)/i
const applicationPair =
  /\b(?:application_name|application|app|appname|a)=(.*?)(?=,\w+=|\s+\w+=|,?\s*$)/i
/** `%u@%d`, where RDS puts colons around it. */
const account =
  /(?:^|[\s:[(])([^\s:@,=[\]()]+|\[unknown\])@([^\s:@,=[\]()]+|\[unknown\])(?=$|[\s:,\])])/

/** Reads who an entry is of, from its fields or from what `log_line_prefix` put before it. */
export function originOf(entry: LogEntry): Origin {
  if (entry.record !== '') return fromRecord(entry)
  if (entry.prefix === '') return entry
  const { prefix } = entry
  const [, user = '', database = ''] = account.exec(prefix) ?? []
  return {
    process: group(bracketed, prefix) || group(processPair, prefix) || group(session, prefix),
    user: group(userPair, prefix) || user,
    database: group(databasePair, prefix) || database,
    application: group(applicationPair, prefix),
  }
}

const field = /"((?:[^"]|"")*)"|([^,]*)/y

function fromRecord({ record, application }: LogEntry): Origin {
  const fields: string[] = []
  for (field.lastIndex = 0; fields.length < 4; field.lastIndex++) {
    const [, quoted, bare = ''] = field.exec(record) ?? []
    fields.push(quoted?.replaceAll('""', '"') ?? bare)
  }
  const [, user = '', database = '', process = ''] = fields
  return { process, user, database, application }
}

function group(pattern: RegExp, text: string): string {
  return pattern.exec(text)?.[1] ?? ''
}
