import type { LogEntry } from '../sources/log/log-entry.js'

/** `slow` is a duration that the server logged by itself, `plan` one that auto_explain did. */
export type LogKind = 'slow' | 'plan' | 'error' | 'deadlock' | 'lock_wait' | 'temp_file' | 'timeout'

/** Something worth knowing in a log. The texts are bytes, as those of the entry. */
export interface LogEvent {
  readonly kind: LogKind
  /** The statement, or what holds it. */
  readonly sql: string
  /** What it lasted, where the log tells. */
  readonly milliseconds: number
  /** Size of a temporary file. */
  readonly bytes: number
  /** The server's own words. */
  readonly message: string
  /** Whether a wait has begun or ended; each is told by itself. */
  readonly phase?: 'begin' | 'end' | undefined
}

const lockWait =
  /^process \d+ (still waiting|acquired|avoided deadlock|detected deadlock)[^]* after ([\d.]+) ms/
/** A parallel worker dies with its leader, which has told the reason. */
const endOfWorker = 'terminating background worker'
const failures = new Set(['ERROR', 'FATAL', 'PANIC'])

/** What an entry tells, `undefined` for one that needs no attention. */
export function logEvent(entry: LogEntry): LogEvent | undefined {
  const { severity, message, detail, statement } = entry
  if (severity === 'LOG') return informed(message, statement)
  if (!failures.has(severity) || message.startsWith(endOfWorker)) return undefined
  if (message.startsWith('deadlock detected')) return event('deadlock', detail, { message })
  return event(isTimeout(message) ? 'timeout' : 'error', statement, { message })
}

function informed(message: string, statement: string): LogEvent | undefined {
  if (message.startsWith('duration: ')) return slow(message)
  if (message.startsWith('process ')) return waited(message, statement)
  if (!message.startsWith('temporary file: ')) return undefined
  return event('temp_file', statement, {
    bytes: Number(message.slice(message.lastIndexOf(' ') + 1)),
  })
}

/** A duration alone, as `log_duration` writes it, has no text to it. */
function slow(message: string): LogEvent | undefined {
  const end = message.indexOf(' ms')
  const colon = message.indexOf(':', end)
  if (end === -1 || colon === -1) return undefined
  const kind = message.startsWith('  plan:', end + 3) ? 'plan' : 'slow'
  return event(kind, message.slice(colon + 1), { milliseconds: Number(message.slice(10, end)) })
}

function waited(message: string, statement: string): LogEvent | undefined {
  const [, what, time] = lockWait.exec(message) ?? []
  if (what === undefined) return undefined
  const milliseconds = Number(time)
  if (what === 'detected deadlock') return event('lock_wait', statement, { milliseconds })
  const phase = what === 'still waiting' ? 'begin' : 'end'
  return event('lock_wait', statement, { milliseconds, phase })
}

/** A literal, because copying a prototype object takes longer than all the rest. */
function event(
  kind: LogKind,
  sql: string,
  { milliseconds = 0, bytes = 0, message = '', phase }: Partial<LogEvent>,
): LogEvent {
  return { kind, sql, milliseconds, bytes, message, phase }
}

function isTimeout(message: string): boolean {
  return (
    message.startsWith('canceling statement due to') ||
    /^terminating connection due to .*timeout/.test(message)
  )
}

const planText =
  /Query Text: ([^]*?)(?=\n\t?Query (?:Parameters|Identifier):|\n\t?\S[^\n]*\(cost=|$)/
const side = /Process \d+: ([^]*?)(?=\n\t?Process \d+: |$)/g

/** The statements of an event: one, but for those who stood in a deadlock's ring. */
export function statementsOf({ kind, sql }: Pick<LogEvent, 'kind' | 'sql'>): string[] {
  if (kind === 'deadlock') return Array.from(sql.matchAll(side), ([, text]) => text ?? '')
  return [kind === 'plan' ? (planText.exec(sql)?.[1] ?? sql) : sql]
}
