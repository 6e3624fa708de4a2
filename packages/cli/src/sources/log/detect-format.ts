import { csvParser } from './csv-parser.js'
import { jsonFormat, jsonObjectsFormat } from './json-format.js'
import { lineEnvelopeFormat } from './line-envelope-format.js'
import { learnEnvelope, lineEnvelopes } from './line-envelopes.js'
import { LabelFinder, type FoundLabel } from './label-finder.js'
import { commonWords, labels } from './labels.js'
import type { LogFormat, LogSink, PieceReader } from './log-format.js'
import { singleBlankParser, stderrParser } from './stderr-parser.js'

const csv: LogFormat = { name: 'csv', create: () => csvParser }
const stderr: LogFormat = { name: 'stderr', create: () => stderrParser }
const singleBlank: LogFormat = { name: 'single blank', create: () => singleBlankParser }

const minShare = 0.5
/** Opens a reader that passes what it finds to `sink`. */
export type OpenReader = (sink: LogSink) => PieceReader

/** A severity or label with what follows it in one of the formats, or JSON that may hide one. */
const traces = new RegExp(
  `(?:${[...labels.keys()].join('|')})(?: ?:|\u00c2\u00a0:|,)|error_severity|\\\\u`,
)
const csvStart = /(?:^|\n)"?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d[\d.]* [^\s,]+,[",]/
const jsonStart = /^\s*(?:\[\s*)?\{\s*"/

/**
 * The format of a part of a log: the first that yields an entry. Wrapped formats come first, because
 * their lines would be taken for a plain log.
 */
export function detectFormat(sample: string, open: OpenReader): LogFormat | undefined {
  return (traces.test(sample) ? readableFormat(sample, open) : undefined) ?? seemingFormat(sample)
}

function readableFormat(sample: string, open: OpenReader): LogFormat | undefined {
  const mayBeJson = /^\s*[[{]|\n\s*\{/.test(sample)
  if (mayBeJson && isReadable(jsonObjectsFormat, sample, open)) return jsonFormat
  if (csvStart.test(sample) && isReadable(csv, sample, open)) return csv
  const envelope = envelopeOf(sample)
  if (envelope !== undefined && isReadable(envelope, sample, open)) return envelope
  if (csvStart.test(sample)) return csv
  if (hasLabels(sample, ':  ')) return stderr
  return hasLabels(sample, ': ') ? singleBlank : undefined
}

/** An entry may be longer than the sample. */
function seemingFormat(sample: string): LogFormat | undefined {
  if (csvStart.test(sample)) return csv
  return jsonStart.test(sample) ? jsonFormat : undefined
}

function envelopeOf(sample: string): LogFormat | undefined {
  const lines = sample.split('\n').filter((line) => line.trim() !== '')
  const matches = (pattern: RegExp) => lines.filter((line) => pattern.test(line)).length
  const known = lineEnvelopes.find(({ pattern }) => matches(pattern) > lines.length * minShare)
  const found = known ?? learnEnvelope(lines)
  return found === undefined ? undefined : lineEnvelopeFormat(found)
}

function isReadable(format: LogFormat, sample: string, open: OpenReader): boolean {
  let entries = 0
  const sink: LogSink = { take: () => entries++, miss: () => undefined, cut: () => undefined }
  const parser = format.create(() => open(sink))
  parser.finish(parser.parse(sample, sink), sink)
  return entries > 0
}

/** Whether there is a label that only PostgreSQL writes, or a common one after a typical PostgreSQL prefix. */
function hasLabels(sample: string, mark: string): boolean {
  const found: FoundLabel = { label: { part: 'other', word: '' }, word: 0, start: 0 }
  const finder = new LabelFinder(sample, mark)
  let at = 0
  for (let end = endOfLine(sample, 0); at < sample.length; end = endOfLine(sample, at)) {
    const isLabelled = sample.charAt(at) !== '\t' && finder.find(at, end, found)
    if (isLabelled && isServers(found, sample.slice(at, found.word))) return true
    at = end + 1
  }
  return false
}

/** A time in the form of `%m`, `%t` or `%n`, or a process id. */
const serverPrefix =
  /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{3})? [A-Z+-]|(?:^|\D)\d{10}\.\d{3} |\[\d+(?:-\d+)?\]/

function isServers({ label }: FoundLabel, prefix: string): boolean {
  return !commonWords.has(label.word) || serverPrefix.test(prefix)
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end === -1 ? text.length : end
}
