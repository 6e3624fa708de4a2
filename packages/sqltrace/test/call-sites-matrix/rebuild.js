import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Overwrites the old build with a new one, between loading the app and its first query. */
globalThis.beforeShapes = () => {
  for (const name of readdirSync('dist', { recursive: true })) {
    if (name.endsWith('.js')) edit(join('dist', name), (text) => `\n\n\n${text}`)
    if (name.endsWith('.map')) edit(join('dist', name), moveDown)
  }
}

const edit = (file, change) => writeFileSync(file, change(readFileSync(file, 'utf8')))

const moveDown = (text) => text.replace('"mappings":"', '"mappings":";;;')
