import type { LogEvent } from '../analysis/logs/log-event.js'
import { commentTags } from '../analysis/logs/comment-tags.js'
import { nameOf, workOf } from '../analysis/site-of.js'
import { decodeBytes } from '../model/byte-text.js'
import { cutEnd, pad } from './fit.js'
import type { Terminal } from './terminal.js'
import { bytes, duration } from '../model/units.js'
import { visible } from './visible.js'

/** One line for one event. */
export function renderEvent(event: LogEvent, { columns, colors }: Terminal): string {
  const tags = commentTags(event)
  const sites = tags.map(nameOf).join(' ⇄ ') || '(untagged)'
  const works = [...new Set(tags.flatMap((one) => workOf(one) ?? []))].join(', ')
  const parts = [
    pad(event.kind, 9),
    pad(measure(event), 9, 'right'),
    sites,
    works,
    decodeBytes(event.message),
  ]
  const line = cutEnd(visible(parts.filter(Boolean).join('  ')), columns)
  return event.kind === 'slow' || event.kind === 'plan' ? line : colors.red(line)
}

function measure({ milliseconds, bytes: size }: LogEvent): string {
  if (milliseconds > 0) return duration(milliseconds / 1000)
  return size > 0 ? bytes(size) : ''
}
