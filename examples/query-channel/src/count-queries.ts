import { subscribe } from 'node:diagnostics_channel'
import { pino } from 'pino'
import type { QueryRecord } from 'sqltrace'

const log = pino()
const many = Number(process.env['MANY_STATEMENTS'] ?? 20)
const counts = new Map<number, number>()

subscribe('sqltrace:query', (message) => {
  const { request, tags } = message as QueryRecord
  if (request === undefined) return
  const count = (counts.get(request) ?? 0) + 1
  counts.set(request, count)
  if (count === many) log.warn({ ...tags, count }, 'many statements in one request')
  if (counts.size > 1000) counts.delete(Math.min(...counts.keys()))
})
