import { execFileSync } from 'node:child_process'

const revision = /^\w[\w./+-]*$/
const largestAnswer = 256 * 1024 * 1024

/** Runs git in `folder`; `undefined` when git is missing or says no. */
export function git(folder: string, ...args: string[]): string | undefined {
  try {
    return execFileSync('git', ['-C', folder, ...args], {
      encoding: 'utf8',
      maxBuffer: largestAnswer,
      stdio: ['ignore', 'pipe', 'ignore'],
    })
  } catch {
    return undefined
  }
}

/** The commit that a version or a revision names, also where its tag has a leading `v`. */
export function commitOf(folder: string, name: string): string | undefined {
  if (!revision.test(name)) return undefined
  for (const candidate of [name, `v${name}`]) {
    const found = git(folder, 'rev-parse', '--verify', '--quiet', `${candidate}^{commit}`)
    if (found !== undefined) return found.trim()
  }
  return undefined
}
