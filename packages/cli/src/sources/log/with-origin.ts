import { LabelFinder, type FoundLabel } from './label-finder.js'
import { commonWords } from './labels.js'
import { hasTime, isoTime } from '../../model/log-time.js'

const maxPrefix = 200
const timed = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/
const processId = /\[\d+(?:-\d+)?\]/

/** What a collector knows about a line. */
export interface LineOrigin {
  readonly time: unknown
  readonly process: string
  /** If it is named postgres, labels that other programs use too are PostgreSQL's. */
  readonly program: string
}

/**
 * Puts the collector's time and process id before a line if it begins an entry and its own
 * prefix has none: `log_line_prefix` is often empty where a collector adds these itself.
 */
export function withOrigin(line: string, { time, process, program }: LineOrigin): string {
  const isTimed = time === undefined || timed.test(line)
  if (isTimed && process === '') return line
  const found = labelIn(line)
  if (found === undefined || !isOfServer(found, program)) return line
  const prefix = line.slice(0, found.word)
  const ownTime = isTimed || hasTime(prefix) ? '' : isoTime(time)
  const ownProcess = process === '' || processId.test(prefix) ? '' : `[${process}] `
  return ownTime === '' ? ownProcess + line : `${ownTime} ${ownProcess}${line}`
}

function isOfServer({ label }: FoundLabel, program: string): boolean {
  return !commonWords.has(label.word) || /postgres/i.test(program)
}

/** Whether a line begins a part of an entry. */
export function labelStartsIn(line: string): boolean {
  return labelIn(line) !== undefined
}

function labelIn(line: string): FoundLabel | undefined {
  const head = line.slice(0, maxPrefix)
  if (head.startsWith('\t') || head.startsWith('{')) return undefined
  const found: FoundLabel = { label: { part: 'other', word: '' }, word: 0, start: 0 }
  return new LabelFinder(head, ': ').find(0, head.length, found) ? found : undefined
}
