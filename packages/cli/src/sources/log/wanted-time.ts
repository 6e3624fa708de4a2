import { usageError } from '../../model/cli-error.js'
import { readTime, type LogTime } from '../../model/log-time.js'

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/**
 * A time given by the user: `2026-11-24 22:50` in the log's local time, the same with a time zone, or
 * `30m`, `2h` or `1d` for a time ago.
 */
export function wantedTime(text: string, option: string): LogTime {
  const [, amount, unit = ''] = /^-?(\d+(?:\.\d+)?) ?([smhd])(?:in)?(?: ago)?$/.exec(text) ?? []
  if (amount !== undefined)
    return { clock: Date.now() - Number(amount) * (units[unit] ?? 0) * 1000, offset: 0 }
  const time = readTime(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text} 00:00` : text)
  if (time !== undefined && Number.isFinite(time.clock)) return time
  throw usageError(`${option} takes "2026-11-24 22:50", "2026-11-24T22:50:00Z" or "30m" (ago).`)
}
