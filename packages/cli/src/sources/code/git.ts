import { execFileSync } from 'node:child_process'

const revision = /^\w[\w./+-]*$/
const maxOutput = 256 * 1024 * 1024

/** Runs git in `folder`; `undefined` if git is missing or fails. */
export function git(folder: string, ...args: string[]): string | undefined {
  try {
    return execFileSync('git', ['-C', folder, ...args], {
      encoding: 'utf8',
      maxBuffer: maxOutput,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    return undefined
  }
}

/** The commit of a version or revision; the git tag may have a leading `v`. */
export function commitOf(folder: string, name: string): string | undefined {
  if (!revision.test(name)) return undefined
  for (const candidate of [name, `v${name}`]) {
    const found = git(folder, 'rev-parse', '--verify', '--quiet', `${candidate}^{commit}`)
    if (found !== undefined) return found.trim()
  }
  return undefined
}
