import nodeModule from 'node:module'
import type { Position } from '../source-map/position.js'

/** The original position according to Node.js, which collects maps if source maps are enabled. */
export function nodeSourceMapPosition(frame: NodeJS.CallSite): Position | undefined {
  const map = nodeModule.findSourceMap?.(frame.getScriptNameOrSourceURL() ?? '')
  const entry = map?.findEntry((frame.getLineNumber() ?? 0) - 1, (frame.getColumnNumber() ?? 0) - 1)
  if (!entry || !('originalSource' in entry)) return undefined
  const { originalSource, originalLine, originalColumn } = entry
  return { path: originalSource, line: originalLine + 1, column: originalColumn + 1 }
}
