/** The parts of a log from which its wrapped forms are made. */
export interface LogParts {
  readonly lines: readonly string[]
  /** Multi-line entries. */
  readonly entries: readonly string[]
  readonly objects: readonly string[]
  readonly csv: string
}

const iso = '2026-11-24T22:51:18.163123456Z'
const nanoseconds = 1_764_024_678_163_000_000n

export function partsOf(stderr: string, jsonl: string, csv: string): LogParts {
  const lines = stderr.split('\n').slice(0, -1)
  const entries: string[] = []
  for (const line of lines) {
    if (/^\d{4}-.* (?:LOG|ERROR|FATAL): {2}/.test(line)) entries.push(line)
    else entries.push(`${entries.pop()}\n${line}`)
  }
  return { lines, entries, objects: jsonl.split('\n').filter(Boolean), csv }
}

const perLine = (wrap: (line: string, index: number) => unknown) => (parts: LogParts) =>
  `${parts.lines.map((line, index) => asText(wrap(line, index))).join('\n')}\n`
const perEntry = (wrap: (entry: string, index: number) => unknown) => (parts: LogParts) =>
  `${parts.entries.map((entry, index) => asText(wrap(entry, index))).join('\n')}\n`
const asText = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
const withoutPrefix = (line: string) =>
  line.replace(/^\S+ \S+ UTC \[\d+\] (?:postgres@postgres app=shop )?/, '')
const amongOthers = (db: string, web: string, time = '') =>
  perLine((line, index) => {
    const other = `${web}${time}INFO:     127.0.0.1:${index} - "GET /courses HTTP/1.1" 200 OK`
    return `${db}${time}${line}${index % 3 === 0 ? `\n${other}` : ''}`
  })

/** PostgreSQL sends a message to syslog in numbered chunks of at most 900 bytes; here they have 90. */
function chunked(head: (process: string, text: string) => string, tab: string) {
  return ({ entries }: LogParts): string =>
    entries
      .flatMap((entry, index) => {
        const process = /\[(\d+)\]/.exec(entry)?.[1] ?? ''
        const chunks = entry.split('\n').flatMap((line) => line.match(/.{1,90}/g) ?? [''])
        return chunks.map((chunk, number) =>
          head(process, `[${index + 1}-${number + 1}] ${chunk.replaceAll('\t', tab)}`),
        )
      })
      .join('\n')
}

/** https://cloudnative-pg.io/documentation/current/logging/ */
function cloudNativePg(line: string): unknown {
  const entry = JSON.parse(line) as Record<string, unknown>
  const record = {
    log_time: entry['timestamp'],
    user_name: entry['user'],
    database_name: entry['dbname'],
    process_id: String(entry['pid']),
    error_severity: entry['error_severity'],
    sql_state_code: entry['state_code'],
    message: entry['message'],
    detail: entry['detail'],
    query: entry['statement'],
    application_name: entry['application_name'],
  }
  return { level: 'info', ts: iso, logger: 'postgres', msg: 'record', logging_pod: 'c-1', record }
}

/** The same log as written by collectors and exports, according to their documentation. */
export const wrappings: Readonly<Record<string, (parts: LogParts) => string | Buffer>> = {
  'docker json-file': perLine((line) => ({ log: `${line}\n`, stream: 'stderr', time: iso })),
  'docker json-file of jsonlog': ({ objects }) =>
    objects.map((line) => JSON.stringify({ log: `${line}\n`, stream: 'stderr' })).join('\n'),
  'docker json-file, no log_line_prefix': perLine((line) => ({
    log: `${withoutPrefix(line)}\n`,
    stream: 'stderr',
    time: iso,
  })),
  'docker logs -t': perLine((line) => `${iso} ${line}`),
  'docker compose': amongOthers('db-1   | ', 'web-1  | '),
  'docker compose in colours': amongOthers(
    '\u001b[36mdb-1   | \u001b[0m',
    '\u001b[33mweb-1  | \u001b[0m',
  ),
  'docker compose --timestamps': amongOthers('db-1   | ', 'web-1  | ', `${iso} `),
  'Kubernetes CRI': perLine((line) => `${iso} stderr F ${line}`),
  'Kubernetes CRI in parts': perLine((line) =>
    line.length > 60
      ? `${iso} stderr P ${line.slice(0, 50)}\n${iso} stdout F other\n${iso} stderr F ${line.slice(50)}`
      : `${iso} stderr F ${line}`,
  ),
  'kubectl logs --prefix': perLine((line) => `[pod/db-0/postgres] ${line}`),
  pm2: perLine((line) => `0|postgres  | ${line}`),
  'times and tabs': perLine((line) => `${iso}\t${line}`),
  'numbers and tabs': perLine((line, index) => `${index + 1}\t${line}`),
  'a prefix of no known collector': perLine((line, index) => `<<node-7 #${index}>> ${line}`),
  syslog: chunked((id, text) => `Nov 24 22:51:18 db1 postgres[${id}]: ${text}`, '#011'),
  'syslog with ISO times': chunked((id, text) => `${iso} db1 postgres[${id}]: ${text}`, '#011'),
  'syslog of RFC 5424': chunked(
    (id, text) => `<134>1 ${iso} db1 postgres ${id} - - ${text}`,
    '#011',
  ),
  Heroku: chunked((id, text) => `${iso} app[postgres.${id}]: [DATABASE] ${text}`, '\t'),
  'journalctl -o short': perLine((line) => `Nov 24 22:51:18 db1 postgres[42]: ${line}`),
  'journalctl -o json': perLine((line) => ({
    MESSAGE: line,
    __REALTIME_TIMESTAMP: '1764024678163000',
    _PID: '42',
  })),
  CloudNativePG: ({ objects }) =>
    objects
      .map((line) => JSON.stringify(cloudNativePg(line)))
      .join(`\n${JSON.stringify({ level: 'info', msg: 'Reconciling' })}\n`),
  'Cloud SQL, indented list': ({ entries }) =>
    JSON.stringify(
      entries.map((text) => ({ textPayload: text, timestamp: iso })),
      null,
      2,
    ),
  'Cloud SQL, jsonPayload': perEntry((text) => ({ jsonPayload: { message: text } })),
  'Azure diagnostics': ({ entries }) =>
    JSON.stringify({ records: entries.map((message) => ({ properties: { message } })) }),
  'Azure, level beside the message': ({ objects }) => {
    const records = objects.map((line) => {
      const entry = JSON.parse(line) as Record<string, unknown>
      const {
        error_severity: errorLevel,
        state_code: sqlerrcode,
        message,
        detail,
        statement,
      } = entry
      return { properties: { errorLevel, sqlerrcode, message, detail, statement } }
    })
    return JSON.stringify({ records })
  },
  'CloudWatch events': ({ entries }) =>
    JSON.stringify({ events: entries.map((message) => ({ timestamp: 1, message })) }, null, 4),
  'CloudWatch export to S3': perEntry((text) => `2026-11-24T22:51:18.000Z ${text}`),
  'Firehose, objects without line breaks': ({ entries }) =>
    entries.map((message) => JSON.stringify({ message })).join(''),
  'RDS log_line_prefix': perLine((line) =>
    line.replace(
      /^(\S+ \S{8})\S* UTC \[(\d+)\] (?:postgres@postgres app=shop )?/,
      '$1 UTC:10.0.0.7(5432):app@shop:[$2]:',
    ),
  ),
  'no log_line_prefix': perLine(withoutPrefix),
  'logcli -o jsonl': perLine((line) => ({ labels: { pod: 'db-0' }, line, timestamp: iso })),
  "Loki's interface": ({ lines }) => {
    const values = lines.map((line, index) => [String(nanoseconds + BigInt(index)), line])
    return JSON.stringify({
      data: { result: [{ stream: { pod: 'db' }, values: values.toReversed() }] },
    })
  },
  Filebeat: perEntry((message) => ({ '@timestamp': iso, message, log: { file: { path: '/x' } } })),
  Elasticsearch: ({ entries }) =>
    JSON.stringify({ hits: { hits: entries.map((message) => ({ _source: { message } })) } }),
  'OpenTelemetry logs': ({ entries }) => {
    const logRecords = entries.map((text) => ({
      timeUnixNano: String(nanoseconds),
      body: { stringValue: text },
    }))
    const attributes = [{ key: 'host.name', value: { stringValue: 'db' } }]
    return JSON.stringify({
      resourceLogs: [{ resource: { attributes }, scopeLogs: [{ logRecords }] }],
    })
  },
  'Fluent Bit and Vector': perEntry((message) => ({ message, timestamp: iso, host: 'db' })),
  'indented objects': ({ objects }) =>
    objects.map((line) => JSON.stringify(JSON.parse(line), null, 2)).join('\n'),
  'a list of objects': ({ objects }) => `[\n${objects.join(',\n')}\n]\n`,
  'carriage returns': ({ lines }) => `${lines.join('\r\n')}\r\n`,
  'carriage returns in csv': ({ csv }) => csv.replaceAll('\n', '\r\n'),
  'a byte order mark': ({ lines }) => `\ufeff${lines.join('\n')}\n`,
  'a byte order mark in csv': ({ csv }) => `\ufeff${csv}`,
  'UTF-16 of PowerShell': ({ lines }) => Buffer.from(`\ufeff${lines.join('\r\n')}`, 'utf16le'),
  'UTF-16 without a mark': ({ lines }) => Buffer.from(lines.join('\n'), 'utf16le'),
  'big-endian UTF-16': ({ lines }) => Buffer.from(`\ufeff${lines.join('\n')}`, 'utf16le').swap16(),
  'a header in csv': ({ csv }) => `log_time,user_name,database_name\n${csv}`,
  'a stray line before csv': ({ csv }) => `hello, world\n${csv}`,
  'half a record before csv': ({ csv }) => `of half a record",,,,"x",,0\n${csv}`,
  'quoted times in csv': ({ csv }) => csv.replaceAll(/^(\d{4}-\d\d-\d\d [\d:.]+ UTC),/gm, '"$1",'),
  'single blanks': perLine((line) =>
    line.replace(/^([^\t].*? (?:LOG|ERROR|FATAL|DETAIL|STATEMENT|CONTEXT|HINT)): {2}/, '$1: '),
  ),
  'many other lines before it': ({ lines }) =>
    `${'some words\n'.repeat(20_000)}${lines.join('\n')}\n`,
}
