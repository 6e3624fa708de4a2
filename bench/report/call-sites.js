import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** `size` functions from a generated module, each on its own line, that run `call`, JavaScript source text. */
export async function callSites(size, parameters, call) {
  const folder = mkdtempSync(join(tmpdir(), 'sqltrace-sites-'))
  process.once('exit', () => rmSync(folder, { recursive: true }))
  const file = join(folder, 'sites.mjs')
  const lines = `(${parameters}) => ${call},\n`.repeat(size)
  writeFileSync(file, `export const sites = [\n${lines}]\n`)
  return (await import(pathToFileURL(file))).sites
}
