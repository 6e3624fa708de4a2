import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const other = new URL('../node_modules/node-24-linux-x64/bin/node', import.meta.url)

/** The Node.js binaries to measure, by major version: the running one, and 24 if npm has it. */
export function nodes() {
  const running = { [process.versions.node.split('.')[0]]: process.execPath }
  return existsSync(other) ? { ...running, 24: fileURLToPath(other) } : running
}
