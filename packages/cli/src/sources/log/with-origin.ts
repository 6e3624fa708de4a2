import { LabelFinder, type FoundLabel } from './label-finder.js'
import { readTime } from './log-time.js'

const maxPrefix = 200
const processId = /\[\d+(?:-\d+)?\]/

/**
 * A line with the collector's time and process id before it, if it begins an entry and its own
 * prefix has none: `log_line_prefix` is often empty where a collector adds these itself.
 */
export function withOrigin(line: string, time: string, process: string): string {
  if (time === '' && process === '') return line
  const head = line.slice(0, maxPrefix)
  const prefix = prefixOf(head)
  if (prefix === undefined) return line
  const ownTime = time === '' || readTime(prefix) !== undefined ? '' : `${time} `
  const ownProcess = process === '' || processId.test(prefix) ? '' : `[${process}] `
  return ownTime + ownProcess + line
}

/** Whether a line begins a part of an entry. */
export function labelStartsIn(line: string): boolean {
  return prefixOf(line.slice(0, maxPrefix)) !== undefined
}

function prefixOf(head: string): string | undefined {
  if (head.startsWith('\t') || head.startsWith('{')) return undefined
  const found: FoundLabel = { label: { part: 'other', word: '' }, word: 0, start: 0 }
  const isFound = new LabelFinder(head, ': ').find(0, head.length, found)
  return isFound ? head.slice(0, found.word) : undefined
}
