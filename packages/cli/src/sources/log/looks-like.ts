interface Kind {
  readonly pattern: RegExp
  readonly sentence: string
}

const english = "set lc_messages = 'C' on the server"
const maxPrefix = 200
/** A log line of a server in an unknown language. */
const foreignLine = /^\d{4}-\d\d-\d\d[ T][\d:.]+.*?[\s\]:]([^\s:[\]()'"\d-]{2,40}) ?:  \S/
const mark = /:  \S/

const kinds: readonly Kind[] = [
  {
    // https://www.pgbouncer.org/config.html#log-settings
    pattern:
      / \[?\d+\]? (?:LOG|WARNING|ERROR|NOISE|FATAL) (?:[CS]-0x|stats: |listening on |process up|kernel file|@src\/)/,
    sentence: "looks like PgBouncer's log; use the log of the PostgreSQL server itself.",
  },
  {
    pattern: /^(?:textPayload|jsonPayload|insertId|logName): /m,
    sentence: 'looks like YAML from gcloud; export it with --format=json.',
  },
  {
    pattern: /^-- (?:PostgreSQL database|Dumped)/m,
    sentence: "looks like a database dump; use the server's log.",
  },
  {
    pattern: /^# (?:Time|User@Host): /m,
    sentence: "looks like MySQL's slow query log; sqltrace reads PostgreSQL's logs.",
  },
  {
    pattern: /^\s*<(?:!doctype|html|\?xml)/i,
    sentence: 'looks like a web page; download the log itself.',
  },
  {
    pattern: /^\s*[[{]\s*["{\]}]/,
    sentence: "looks like JSON without PostgreSQL entries; export the log's own lines.",
  },
]

/** What a text without a readable entry looks like, and what to do instead. */
export function looksLike(sample: string): string {
  if (sample.includes('\0')) return 'looks like binary data; decompress it and pipe in the text.'
  const kind = kinds.find(({ pattern }) => pattern.test(sample))
  if (kind !== undefined) return kind.sentence
  return 'is not a PostgreSQL log; sqltrace reads stderr, csvlog and jsonlog, also when wrapped by a log collector.'
}

/** The severity or label in a line of a server in an unknown language. */
export function foreignWord(line: string): string {
  const head = line.slice(0, maxPrefix)
  return mark.test(head) ? (foreignLine.exec(head)?.[1] ?? '') : ''
}

/** The message for a log whose severities are unknown. */
export function foreignSentence(words: readonly string[]): string {
  const list = words.map((word) => `"${Buffer.from(word, 'latin1').toString('utf8')}"`).join(', ')
  return `is in a language or encoding that sqltrace can't read (${list}); ${english}.`
}
