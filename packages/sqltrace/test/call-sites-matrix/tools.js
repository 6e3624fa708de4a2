import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { here } from './project.js'

const run = promisify(execFile)

/** Installs the pinned tools into this folder, once per change of the pins. */
export async function installTools() {
  const pins = await readFile(join(here, 'package.json'), 'utf8')
  const stamp = join(here, 'node_modules/.pins')
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === pins) return
  const options = ['--no-audit', '--no-fund', '--no-package-lock']
  await run('npm', ['install', ...options], { cwd: here, shell: process.platform === 'win32' })
  await writeFile(stamp, pins)
}

/** Loads a module of a pinned tool; the few that the quick columns need are in the workspace too. */
export const tool = createRequire(join(here, 'package.json'))

/** The path of a pinned tool's file, in this folder or one above. */
export function toolFile(path, folder = here) {
  const file = join(folder, 'node_modules', path)
  return existsSync(file) || folder === dirname(folder) ? file : toolFile(path, dirname(folder))
}
