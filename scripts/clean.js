// Removes what the compiler has made, so that nothing old is packed.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('../packages/', import.meta.url))

for (const name of readdirSync(packages)) removeBuild(join(packages, name, 'dist'))

/** The one file there that is written by hand tells Node.js that the folder is CommonJS. */
function removeBuild(folder) {
  for (const entry of entriesOf(folder)) {
    if (!entry.isDirectory()) rmSync(join(folder, entry.name))
    else if (entry.name !== 'cjs') rmSync(join(folder, entry.name), { recursive: true })
  }
  for (const { name } of entriesOf(join(folder, 'cjs'))) {
    if (name !== 'package.json') rmSync(join(folder, 'cjs', name), { recursive: true })
  }
}

function entriesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
