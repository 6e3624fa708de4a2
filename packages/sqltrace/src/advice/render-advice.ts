import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { visible } from '@sqltrace/sqlcommenter'
import type { Advice } from './advice.js'
import { excerpt, parsePosition } from './excerpt.js'

/** The output's capabilities. */
export interface Display {
  readonly isTerminal: boolean
  readonly columns: number
}

const plain: Display = { isTerminal: false, columns: 120 }

/** A readable block: the line with its source, what was seen, and what to do. */
export function renderAdvice(advice: Advice, display: Display = plain): string {
  const { rule, seen, remedy, places, sql, count } = advice
  const again = count > 1 ? ` (${count} times since the last report)` : ''
  const lines = [
    `${bold(`sqltrace advice: ${rule}`, display)}${again}`,
    ...position(advice, display),
    ...source(advice, display),
    visible(seen),
    ...places.map(({ label, file }) => `  ${visible(label)} ${link(file, advice.root, display)}`),
    ...remedy.split('\n').map((sentence) => `→ ${visible(sentence)}`),
    ...(sql ? [dim(cut(visible(oneLine(sql)), display), display)] : []),
  ]
  return `${lines.join('\n  ')}\n`
}

function position({ file, root, tags }: Advice, display: Display): string[] {
  if (file === undefined) return []
  const { method, route, job } = tags
  const work = route ? `${method ?? ''} ${route}`.trim() : job ? `job ${job}` : (method ?? '')
  return [`${link(file, root, display)}${work && `  ${visible(work)}`}`]
}

function source({ file = '', root }: Advice, display: Display): string[] {
  const { line: marked } = parsePosition(file)
  const lines = excerpt(root, file)
  const digits = String(lines.at(-1)?.line ?? '').length
  return lines.map(({ line, text }) =>
    cut(`${line === marked ? '▸' : ' '} ${String(line).padStart(digits)} │ ${text}`, display),
  )
}

/** A link that terminals can open (OSC 8). */
function link(file: string, root: string, { isTerminal }: Display): string {
  if (!isTerminal) return visible(file)
  const { href } = pathToFileURL(resolve(root, parsePosition(file).path))
  return `\u001b]8;;${href}\u001b\\${visible(file)}\u001b]8;;\u001b\\`
}

const bold = (text: string, { isTerminal }: Display) =>
  isTerminal ? `\u001b[1m${text}\u001b[22m` : text
const dim = (text: string, { isTerminal }: Display) =>
  isTerminal ? `\u001b[2m${text}\u001b[22m` : text
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

function cut(text: string, { columns }: Display): string {
  const room = columns - 2
  return text.length > room ? `${text.slice(0, room - 1)}…` : text
}
