import type { LogEntry } from '../../model/log-entry.js'
import { toBytes } from '../../model/byte-text.js'
import { Beginnings, processHeads, waitWords, type WaitPhase } from './wait-words.js'
import { planText } from './plan-text.js'

/** `slow` is a duration logged by the server itself, `plan` one logged by auto_explain. */
export type LogKind = 'slow' | 'plan' | 'error' | 'deadlock' | 'lock_wait' | 'temp_file' | 'timeout'

/** A notable event in a log. The texts are byte strings, like those of the entry. */
export interface LogEvent {
  readonly kind: LogKind
  /** The statement, or the text that contains it. */
  readonly sql: string
  /** Its duration; 0 if not logged. */
  readonly milliseconds: number
  /** Size of a temporary file. */
  readonly bytes: number
  /** The server's own words. */
  readonly message: string
  /** Whether a wait has begun or ended; each is logged separately. */
  readonly phase?: 'begin' | 'end' | undefined
}

/** A parallel worker ends with its leader, which logs the reason. */
const failuresBy = new Beginnings<'deadlock' | 'timeout' | 'worker'>()
  .add('deadlock', ({ deadlock }) => [deadlock])
  .add('timeout', (language) => language.timeouts)
  .add('worker', ({ worker }) => [worker])
const failures = new Set(['ERROR', 'FATAL', 'PANIC'])
/** query_canceled, and the codes for terminated idle sessions and long transactions. */
const timeoutCodes = new Set(['57014', '25P03', '25P04', '57P05'])
const deadlockCode = '40P01'

const lockWait =
  /^process \d+ (still waiting|acquired|avoided deadlock|detected deadlock)[^]* after ([\d.]+) ms/
const phases: Readonly<Record<string, WaitPhase>> = {
  'still waiting': 'begin',
  acquired: 'end',
  'avoided deadlock': 'end',
  'detected deadlock': 'deadlock',
}
const units = ['ms', 'мс', 'ミリ秒', 'მწმ', '毫秒'].map(toBytes).join('|')
/** `duration: 12.345 ms` in any language: the server always writes three decimals. */
const foreignDuration = /^(?:[^\d:\s]{2,60}|[^\d:]{2,60}:) ?(\d+\.\d{3}) ?[^\s\d,]{1,12}(?=[\s,]|$)/
const waitTime = new RegExp(`(\\d+)[.,](\\d{3}) ?(?:${units})`)
const maxHead = 40
const maxDuration = 100
const lastNumber = /(\d+)\D*$/

/** The event in an entry; `undefined` if it needs no attention. */
export function logEvent(entry: LogEntry): LogEvent | undefined {
  const { severity, message, statement } = entry
  if (severity === 'LOG') return informed(message, statement)
  if (!failures.has(severity)) return undefined
  return failed(entry)
}

function failed({ message, code, detail, statement }: LogEntry): LogEvent | undefined {
  const meaning = failuresBy.meaningOf(message)
  if (meaning === 'worker') return undefined
  if (meaning === 'deadlock' || code === deadlockCode) return event('deadlock', detail, { message })
  const isTimeout = meaning === 'timeout' || isTimeoutCode(code, message)
  return event(isTimeout ? 'timeout' : 'error', statement, { message })
}

function isTimeoutCode(code: string, message: string): boolean {
  return timeoutCodes.has(code) && !message.startsWith('canceling autovacuum')
}

/** English first, as most logs are in English. */
function informed(message: string, statement: string): LogEvent | undefined {
  if (message.startsWith('duration: ')) return slow(message, 10, message.indexOf(' ms'))
  if (message.startsWith('temporary file: ')) return temporaryFile(message, statement)
  if (!message.startsWith('process ')) return translated(message, statement)
  const [, what, time] = lockWait.exec(message) ?? []
  if (what === undefined) return waited(message, statement)
  return wait(statement, Number(time), phases[what])
}

function translated(message: string, statement: string): LogEvent | undefined {
  const [head, number = ''] = foreignDuration.exec(message) ?? []
  const start = head?.indexOf(number) ?? 0
  if (head !== undefined) return slow(message, start, start + number.length)
  if (message.includes('pgsql_tmp')) return temporaryFile(message, statement)
  return waitTime.test(message) ? waited(message, statement) : undefined
}

/** The size is at the end of the message, in Korean and Japanese too. */
function temporaryFile(message: string, statement: string): LogEvent | undefined {
  const size = Number(message.slice(message.lastIndexOf(' ') + 1))
  const bytes = Number.isNaN(size)
    ? Number(lastNumber.exec(message.slice(-maxHead))?.[1] ?? 0)
    : size
  return event('temp_file', statement, { bytes })
}

/** A bare duration, as `log_duration` writes it, has no statement. */
function slow(message: string, start: number, end: number): LogEvent | undefined {
  const colon = end === -1 ? -1 : message.indexOf(':', end)
  if (colon === -1) return undefined
  const kind = message.startsWith('  plan:', end + 3) ? 'plan' : 'slow'
  return event(kind, message.slice(colon + 1), { milliseconds: Number(message.slice(start, end)) })
}

/** The time of a message that contains only a duration. */
export function durationAlone(message: string): number | undefined {
  if (message.length > maxDuration) return undefined
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
  return wait(statement, Number(`${whole}.${fraction}`), found[1])
}

function wait(sql: string, milliseconds: number, phase: WaitPhase | undefined): LogEvent {
  return event('lock_wait', sql, { milliseconds, phase: phase === 'deadlock' ? undefined : phase })
}

/** An object literal, because copying a prototype object takes longer than everything else here. */
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

/** The statements of an event: one per side of a deadlock, otherwise a single one. */
export function statementsOf({ kind, sql }: Pick<LogEvent, 'kind' | 'sql'>): string[] {
  if (kind === 'deadlock') return Array.from(sql.matchAll(side), ([, text]) => text ?? '')
  return [kind === 'plan' ? planText(sql) : sql]
}
