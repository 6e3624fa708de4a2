import type { CallText } from './call-text.js'

/** How Kysely's builders call an executor. Minifiers keep it, because they don't rename properties. */
const executorCall = /^(?:executeQuery|stream)\s*\(/
const connectionCall = /^provideConnection\s*\(/

/** How an app gets an executor. */
const appExecutor = /(?<!\bthis\??)\.getExecutor\(\)\s*\??\.\s*$/

/** How Kysely's own layers call each other below a builder. */
const innerCalls = [
  /\bthis\??\.(?:execute|executeTakeFirst|executeTakeFirstOrThrow|stream)\s*\($/,
  /(?:begin|commit|rollback)Transaction\s*\($/,
  /\b(?:savepoint|rollbackToSavepoint|releaseSavepoint)\s*(?:\?\.)?\($/,
  /\bexecute\(\)\s*\{\s*return await this\.#?[\w$]+\s*\($/,
]

/** How a controlled transaction gets its connection. */
const controlledCall = /^[\w$]+\s*\([^()]*(?:\([^()]*\))?\.executor\s*\)/

/**
 * Whether a call in a bundle's text is Kysely's own. Without a source map, only the text at the call
 * distinguishes it from the app's code.
 */
export function isLibraryCall({ before, after }: CallText, depth: number): boolean {
  const upToBracket = before + after.slice(0, after.indexOf('(') + 1)
  if (executorCall.test(after)) return depth === 0 && !appExecutor.test(before)
  if (connectionCall.test(after)) return !appExecutor.test(before)
  return controlledCall.test(after) || innerCalls.some((inner) => inner.test(upToBracket))
}
