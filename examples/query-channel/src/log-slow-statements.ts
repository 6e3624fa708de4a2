import { subscribe } from 'node:diagnostics_channel'
import { pino } from 'pino'
import type { QueryRecord } from 'sqltrace'

const log = pino()
const slow = Number(process.env['SLOW_MILLISECONDS'] ?? 500)

subscribe('sqltrace:query', (message) => {
  const { sql, tags, duration, poolWait, rows } = message as QueryRecord
  if (duration >= slow) log.warn({ sql, ...tags, duration, poolWait, rows }, 'slow statement')
})
