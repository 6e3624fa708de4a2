import type { LogEntry } from '../sources/log/log-entry.js'
import { toBytes } from '../sources/log/byte-text.js'
import { Beginnings, processHeads, waitWords } from './phrases.js'
import { planText } from './plan-text.js'

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

const deadlocks = new Beginnings(({ deadlock }) => [deadlock])
const timeouts = new Beginnings((language) => language.timeouts)
/** A parallel worker dies with its leader, which has told the reason. */
const workers = new Beginnings(({ worker }) => worker?.slice(0, 1) ?? [])
const failures = new Set(['ERROR', 'FATAL', 'PANIC'])
/** query_canceled, and what ends idle sessions and long transactions. */
const timeoutCodes = new Set(['57014', '25P03', '25P04', '57P05'])
const deadlockCode = '40P01'

const units = ['ms', 'мс', 'ミリ秒', 'მწმ', '毫秒'].map(toBytes).join('|')
/** `duration: 12.345 ms` in any language: the server always writes three decimals. */
const foreignDuration = /^(?:[^\d:\s]{2,60}|[^\d:]{2,60}:) ?(\d+\.\d{3}) ?[^\s\d,]{1,12}(?=[\s,]|$)/
const waitTime = new RegExp(`(\\d+)[.,](\\d{3}) ?(?:${units})`)
const maxHead = 40

/** What an entry tells, `undefined` for one that needs no attention. */
export function logEvent(entry: LogEntry): LogEvent | undefined {
  const { severity, message, statement } = entry
  if (severity === 'LOG') return informed(message, statement)
  if (!failures.has(severity)) return undefined
  return failed(entry)
}

function failed({ message, code, detail, statement }: LogEntry): LogEvent | undefined {
  if (workers.of(message) !== undefined) return undefined
  if (code === deadlockCode || deadlocks.of(message) !== undefined)
    return event('deadlock', detail, { message })
  const isTimeout = timeouts.of(message) !== undefined || isTimeoutCode(code, message)
  return event(isTimeout ? 'timeout' : 'error', statement, { message })
}

function isTimeoutCode(code: string, message: string): boolean {
  return timeoutCodes.has(code) && !message.startsWith('canceling autovacuum')
}

function informed(message: string, statement: string): LogEvent | undefined {
  if (message.startsWith('duration: ')) return slow(message, 10, message.indexOf(' ms'))
  const [head, number = ''] = foreignDuration.exec(message) ?? []
  if (head !== undefined)
    return slow(message, head.indexOf(number), head.indexOf(number) + number.length)
  if (message.includes('pgsql_tmp')) return temporaryFile(message, statement)
  return waitTime.test(message) ? waited(message, statement) : undefined
}

function temporaryFile(message: string, statement: string): LogEvent | undefined {
  const bytes = Number(/(\d+)\D*$/.exec(message)?.[1] ?? 0)
  return event('temp_file', statement, { bytes })
}

/** A duration alone, as `log_duration` writes it, has no text to it. */
function slow(message: string, start: number, end: number): LogEvent | undefined {
  const colon = end === -1 ? -1 : message.indexOf(':', end)
  if (colon === -1) return undefined
  const kind = message.startsWith('  plan:', end + 3) ? 'plan' : 'slow'
  return event(kind, message.slice(colon + 1), { milliseconds: Number(message.slice(start, end)) })
}

/** The time of a message that is a duration and nothing else. */
export function durationAlone(message: string): number | undefined {
  const found = foreignDuration.exec(message)
  return found !== null && found[0].length === message.trimEnd().length
    ? Number(found[1])
    : undefined
}

function waited(message: string, statement: string): LogEvent | undefined {
  const head = message.slice(0, maxHead)
  const found = waitWords
    .filter(({ stem }) => head.includes(stem))
    .flatMap(({ phrases }) => phrases)
    .find(([phrase]) => message.includes(phrase))
  if (found === undefined) return undefined
  const [, whole, fraction] = waitTime.exec(message) ?? []
  const milliseconds = Number(`${whole}.${fraction}`)
  return event('lock_wait', statement, {
    milliseconds,
    phase: found[1] === 'deadlock' ? undefined : found[1],
  })
}

/** A literal, because copying a prototype object takes longer than all the rest. */
function event(
  kind: LogKind,
  sql: string,
  { milliseconds = 0, bytes = 0, message = '', phase }: Partial<LogEvent>,
): LogEvent {
  return { kind, sql, milliseconds, bytes, message, phase }
}

const heads = processHeads.join('|')
const side = new RegExp(
  `(?:^|\\n\\t?)(?:${heads})\\d+ ?: ([^]*?)(?=\\n\\t?(?:${heads})\\d+ ?: |$)`,
  'g',
)

/** The statements of an event: one, but for those who stood in a deadlock's ring. */
export function statementsOf({ kind, sql }: Pick<LogEvent, 'kind' | 'sql'>): string[] {
  if (kind === 'deadlock') return Array.from(sql.matchAll(side), ([, text]) => text ?? '')
  return [kind === 'plan' ? planText(sql) : sql]
}
