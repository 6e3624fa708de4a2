// Checks with "are the types wrong" that the packed packages resolve for every kind of importer.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const packed = mkdtempSync(join(tmpdir(), 'sqltrace-shape-'))
const run = (file, ...args) => execFileSync(process.execPath, [file, ...args], { stdio: 'inherit' })

try {
  execFileSync('npm', ['ci', '--prefix', here, '--no-audit', '--no-fund'], { stdio: 'inherit' })
  run(join(here, '..', 'pack.js'), packed)
  const libraries = readdirSync(packed).filter((file) => !file.includes('-cli-'))
  // The profile excludes node10, which does not support `exports`.
  for (const file of libraries) {
    run(
      join(here, 'node_modules/@arethetypeswrong/cli/dist/index.js'),
      join(packed, file),
      '--profile',
      'node16',
    )
  }
} finally {
  rmSync(packed, { recursive: true })
}
