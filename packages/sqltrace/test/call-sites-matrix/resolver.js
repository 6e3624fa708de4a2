import { readFile } from 'node:fs/promises'
import { SourceMap } from 'node:module'
import { join, relative } from 'node:path'

const generated = /^dist\/main\.cjs:(\d+):(\d+)$/

/** Resolves the bundle's generated positions with the map that was kept elsewhere, using Node.js's own reader. */
export async function resolver(project) {
  const map = new SourceMap(JSON.parse(await readFile(join(project, 'main.cjs.map'), 'utf8')))
  return (position) => {
    const [, line, column] = generated.exec(position) ?? []
    if (!line) return position
    const { originalSource, originalLine } = map.findEntry(line - 1, column - 1)
    return `${relative(project, join(project, 'dist', decodeURI(originalSource)))}:${originalLine + 1}`
  }
}
