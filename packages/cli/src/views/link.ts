import { pathToFileURL } from 'node:url'
import type { Place } from '../model/place.js'

const editors: Readonly<Record<string, string>> = {
  vscode: 'vscode://file{path}:{line}:{column}',
  cursor: 'cursor://file{path}:{line}:{column}',
  idea: 'idea://open?file={path}&line={line}&column={column}',
  file: 'file://{path}',
}

/** The URL that opens a local file at a line, for an editor's name or a template. */
export function editorUrl(
  editor: string,
  local: string,
  { line, column = 1 }: Omit<Place, 'path'>,
): string {
  const template = editors[editor] ?? editor
  return template
    .replaceAll('{path}', pathToFileURL(local).pathname)
    .replaceAll('{line}', String(line))
    .replaceAll('{column}', String(column))
}

/** Text that terminals show as a link (OSC 8). */
export function link(text: string, url: string): string {
  return `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`
}
