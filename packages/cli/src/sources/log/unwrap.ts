import type { JsonObject, LogEntry } from '../../model/log-entry.js'
import { entryOf } from './entry-of.js'

/** A piece of a log inside an object, and which log it belongs to. */
export interface Wrapped {
  readonly text: string
  readonly stream: string
  readonly time: unknown
  /** The next piece of this stream continues the same line. */
  readonly isPart: boolean
}

/** The contents of a collector's object. */
export interface Unwrapped {
  readonly entries: LogEntry[]
  readonly texts: Wrapped[]
}

/** Where collectors put a line: Docker, Fluent Bit, Vector, Filebeat, journald, Cloud Logging, Loki, CloudWatch. */
const textKeys = ['log', 'message', 'MESSAGE', 'msg', 'textPayload', 'line', 'body', '@message']
const timeKeys = [
  'time',
  'timestamp',
  '@timestamp',
  'ts',
  'date',
  '__REALTIME_TIMESTAMP',
  'timeUnixNano',
]
const streamKeys = [
  'stream',
  'container_name',
  'container_id',
  'logStreamName',
  'logging_pod',
  'pod',
  '_HOSTNAME',
  '_PID',
]
/** Docker splits lines into pieces of this size. */
const dockerPiece = 16 * 1024
const maxDepth = 8

/** Finds the entries in a collector's object, or else its lines of text. */
export function unwrap(object: JsonObject): Unwrapped {
  const found: Unwrapped = { entries: [], texts: [] }
  collectEntries(object, found.entries, 0)
  if (found.entries.length === 0) collectTexts(object, '', found.texts, 0)
  return found
}

function collectEntries(value: unknown, entries: LogEntry[], depth: number): void {
  if (typeof value !== 'object' || value === null || depth > maxDepth) return
  const entry = Array.isArray(value) ? undefined : entryOf(value as JsonObject)
  if (entry !== undefined) entries.push(entry)
  else
    for (const part of Object.values(value))
      if (typeof part === 'object') collectEntries(part, entries, depth + 1)
}

function collectTexts(value: unknown, stream: string, texts: Wrapped[], depth: number): void {
  if (typeof value !== 'object' || value === null || depth > maxDepth) return
  if (Array.isArray(value)) return collectFromList(value, stream, texts, depth)
  const object = value as JsonObject
  const text = textOf(object)
  const name = streamOf(object) || stream
  if (text !== undefined) texts.push(wrapped(object, text, name))
  else for (const part of Object.values(object)) collectTexts(part, name, texts, depth + 1)
}

/** Loki's API returns pairs of nanoseconds and line, newest first. */
function collectFromList(list: unknown[], stream: string, texts: Wrapped[], depth: number): void {
  const [time, text] = list
  if (list.length >= 2 && typeof text === 'string' && /^\d{19}$/.test(String(time)))
    texts.push({ text: text, stream, time, isPart: false })
  else for (const part of inOrder(list)) collectTexts(part, stream, texts, depth + 1)
}

function inOrder(list: unknown[]): unknown[] {
  const timeOf = (pair: unknown) => (Array.isArray(pair) ? String(pair[0]) : '')
  const isReversed = list.length > 1 && timeOf(list[0]) > timeOf(list[1])
  return isReversed && /^\d{19}$/.test(timeOf(list[0])) ? list.toReversed() : list
}

function wrapped(object: JsonObject, text: string, stream: string): Wrapped {
  const isPart = text.length >= dockerPiece && !text.endsWith('\n') && 'log' in object
  const timeKey = timeKeys.find((key) => object[key] !== undefined)
  return { text, stream, time: timeKey && object[timeKey], isPart }
}

function textOf(object: JsonObject): string | undefined {
  for (const key of textKeys) {
    const text = asText(object[key])
    if (text !== undefined) return text
  }
  return undefined
}

/** OpenTelemetry wraps strings in an object; journald writes bytes if there is a control character. */
function asText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (Array.isArray(value) && value.length > 0 && value.every((byte) => typeof byte === 'number'))
    return Buffer.from(value as number[]).toString('latin1')
  const inner = (value as { stringValue?: unknown } | null | undefined)?.stringValue
  return typeof inner === 'string' ? inner : undefined
}

function streamOf(object: JsonObject): string {
  const labels = object['kubernetes'] ?? object['labels'] ?? object['resource']
  let name = labels === undefined ? '' : JSON.stringify(labels)
  for (const key of streamKeys) {
    const value = object[key]
    if (typeof value === 'string') name += ` ${value}`
  }
  return name
}
