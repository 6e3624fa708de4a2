import { LabelFinder, type FoundLabel } from './label-finder.js'
import { commonWords } from './labels.js'
import { readTime } from './log-time.js'

const maxPrefix = 200
const processId = /\[\d+(?:-\d+)?\]/

/** What a collector knows of a line. */
export interface LineOrigin {
  readonly time: string
  readonly process: string
  /** The program calls itself postgres: words that others use too are PostgreSQL's then. */
  readonly isServer: boolean
}

/**
 * A line with the collector's time and process id before it, if it begins an entry and its own
 * prefix has none: `log_line_prefix` is often empty where a collector adds these itself.
 */
export function withOrigin(line: string, { time, process, isServer }: LineOrigin): string {
  if (time === '' && process === '') return line
  const found = labelIn(line)
  if (found === undefined || (!isServer && commonWords.has(found.label.word))) return line
  const prefix = line.slice(0, found.word)
  const ownTime = time === '' || readTime(prefix) !== undefined ? '' : `${time} `
  const ownProcess = process === '' || processId.test(prefix) ? '' : `[${process}] `
  return ownTime + ownProcess + line
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
