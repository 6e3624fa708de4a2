import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** At the end of its line, or alone above it. */
const marker = /^(\s*)(.*?)\/\/@(\w+)$/

/** The line from which each shape sends: `path:line` by the shape's name, from the markers in a folder. */
export function expectedPositions(root, folder) {
  const positions = new Map()
  for (const file of sourceFiles(join(root, folder))) {
    const path = relative(root, file).split(sep).join('/')
    for (const [index, line] of readFileSync(file, 'utf8').split('\n').entries()) {
      const [, , code, shape] = marker.exec(line) ?? []
      if (!shape) continue
      const position = `${path}:${index + (code ? 1 : 2)}`
      positions.set(shape, [...(positions.get(shape) ?? []), position])
    }
  }
  return positions
}

function sourceFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => /\.[cm]?[jt]s$/.test(name))
    .map((name) => join(folder, name))
}
