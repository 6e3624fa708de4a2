import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Paint } from './paint.js'

const repository = fileURLToPath(new URL('../../../../', import.meta.url))

/** Five lines of source around `place`, a `path:line` relative to the repository's root. */
export async function sourceLines(place: string, paint: Paint): Promise<string[]> {
  const [, path = '', digits] = /^(.*):(\d+)$/.exec(place) ?? []
  const line = Number(digits)
  const lines = (await readFile(join(repository, path), 'utf8')).split('\n')
  if (lines[line - 1] === undefined) throw new Error(`${place}: the file has no such line.`)
  const first = Math.max(0, line - 4)
  return lines.slice(first, first + 5).map((code, index) => {
    const number = first + index + 1
    const numbered = `${String(number).padStart(4)} │ ${code}`
    return number === line ? paint('yellow', `▶ ${numbered}`) : `  ${numbered}`
  })
}
