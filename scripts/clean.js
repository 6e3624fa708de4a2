// Removes the build output, so that no stale file is packed.
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('../packages/', import.meta.url))

for (const name of readdirSync(packages)) removeBuild(join(packages, name, 'dist'))

/** Keeps `cjs/package.json`, which is checked in: it marks the folder as CommonJS for Node.js. */
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
