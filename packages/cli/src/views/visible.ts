import { visible } from '@sqltrace/sqlcommenter'

export { visible }

/** One JSON line with every string, keys included, escaped by `visible`. */
export function visibleJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'string') return visible(part)
    return isRecord(part) ? withVisibleKeys(part) : part
  })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function withVisibleKeys(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [visible(key), value]))
}
