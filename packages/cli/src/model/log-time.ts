/** A time as logged: the wall clock, and its UTC offset if the log has one. */
export interface LogTime {
  /** Milliseconds as if the clock were in UTC. */
  readonly clock: number
  /** Minutes east of UTC. */
  readonly offset: number | undefined
}

const stamp =
  /(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?: ?(Z|UTC|GMT|Etc\/UTC|[+-]\d\d(?::?\d\d)?(?![-\d])))?/
const epoch = /(?:^|\D)(\d{10})\.(\d{3,6})(?!\d)/

/** The first time in a text, in the form of `%m`, `%t`, `%n` or ISO 8601. */
export function readTime(text: string): LogTime | undefined {
  const found = stamp.exec(text)
  if (found !== null) return fromStamp(found)
  const [, seconds, fraction] = epoch.exec(text) ?? []
  if (seconds === undefined) return undefined
  return { clock: Number(`${seconds}.${fraction}`) * 1000, offset: 0 }
}

function fromStamp(found: RegExpExecArray): LogTime {
  const [, year, month, day, hour, minute, second = '0', fraction = '0', zone] = found
  const clock = Date.UTC(
    Number(year),
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Number(second),
    Math.floor(Number(`0.${fraction}`) * 1000),
  )
  return { clock, offset: offsetOf(zone) }
}

function offsetOf(zone: string | undefined): number | undefined {
  if (zone === undefined) return undefined
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(zone) ?? []
  if (hours === undefined) return 0
  return (Number(hours) * 60 + Number(minutes)) * (sign === '-' ? -1 : 1)
}

/** Whether `readTime` would find a time. */
export function hasTime(text: string): boolean {
  return stamp.test(text) || epoch.test(text)
}

/** A collector's time in PostgreSQL's format. The input is text, or a count since 1970 in any unit from seconds to nanoseconds. */
export function isoTime(value: unknown): string {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value) : ''
  if (stamp.test(text)) return text.replace('T', ' ')
  return /^\d{10,19}(?:\.\d+)?$/.test(text) ? fromEpoch(text) : fromSyslog(text)
}

/** Seconds to nanoseconds, as the digits tell. */
function fromEpoch(digits: string): string {
  const whole = digits.split('.')[0] ?? ''
  const milliseconds = Number(digits) / 10 ** (whole.length - 13)
  return new Date(milliseconds).toISOString().replace('T', ' ').replace('Z', ' UTC')
}

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
const millisecondsOfDay = 24 * 60 * 60 * 1000

/** syslog's older format has no year: assumes the latest year in which the date is not in the future. */
function fromSyslog(text: string): string {
  const [, month = '', day = '', clock = ''] = /^(\w{3}) ([ \d]\d) (\S+)$/.exec(text) ?? []
  if (clock === '') return ''
  const number = String(months.indexOf(month) + 1).padStart(2, '0')
  const date = `${number}-${day.trim().padStart(2, '0')}`
  const tomorrow = new Date(Date.now() + millisecondsOfDay).toISOString()
  const year = Number(tomorrow.slice(0, 4))
  return `${date > tomorrow.slice(5, 10) ? year - 1 : year}-${date} ${clock}`
}
