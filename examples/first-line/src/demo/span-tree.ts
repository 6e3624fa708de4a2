import type { ReceivedSpan } from '@sqltrace/testing'
import type { Paint } from './paint.js'

const barWidth = 24

/** Draws the spans of a request as a tree, each with its duration. */
export function spanTree(
  root: ReceivedSpan,
  spans: readonly ReceivedSpan[],
  paint: Paint,
): string[] {
  const rows = branch(root, spans, '', '')
  const width = Math.max(...rows.map(({ label }) => label.length))
  return rows.map(({ span, label }) => {
    const time = duration(span).padStart(9)
    return `${label.padEnd(width)} ${time}  ${paint('cyan', bar(span, root))}  ${place(span)}`.trimEnd()
  })
}

interface Row {
  readonly span: ReceivedSpan
  readonly label: string
}

function branch(
  span: ReceivedSpan,
  spans: readonly ReceivedSpan[],
  stem: string,
  twig: string,
): Row[] {
  const children = spans
    .filter(({ parentSpanId }) => parentSpanId === span.spanId)
    .toSorted((a, b) => a.startTime - b.startTime)
  const below = stem + { '': '', '├─ ': '│  ', '└─ ': '   ' }[twig]
  return [
    { span, label: stem + twig + title(span) },
    ...children.flatMap((child, index) =>
      branch(child, spans, below, index === children.length - 1 ? '└─ ' : '├─ '),
    ),
  ]
}

/** The name of an HTTP instrumentation's server span is only the method. */
function title({ name, attributes }: ReceivedSpan): string {
  const path = attributes['url.path'] ?? attributes['http.target']
  return path === undefined ? name : `${name} ${String(path)}`
}

function place({ attributes }: ReceivedSpan): string {
  const file = attributes['code.file.path']
  return file === undefined ? '' : `${String(file)}:${String(attributes['code.line.number'])}`
}

function duration(span: ReceivedSpan): string {
  return span.duration < 1000
    ? `${span.duration.toFixed(1)} ms`
    : `${(span.duration / 1000).toFixed(2)} s`
}

function bar(span: ReceivedSpan, root: ReceivedSpan): string {
  const cell = root.duration / barWidth
  const before = Math.min(barWidth - 1, Math.round((span.startTime - root.startTime) / cell))
  const length = Math.max(1, Math.min(barWidth - before, Math.round(span.duration / cell)))
  return (' '.repeat(before) + '━'.repeat(length)).padEnd(barWidth)
}
