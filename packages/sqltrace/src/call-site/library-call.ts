/** How Kysely's builders call an executor, which a minifier leaves: it renames no properties. */
const executorCall = /^(?:executeQuery|stream|provideConnection)\s*\(/

/** The app's own way to an executor. */
const appExecutor = /(?<!\bthis\??)\.getExecutor\(\)\s*\??\.\s*$/

/** How Kysely's builders call their own `execute`. */
const builderCall = /\bthis\??\.(?:execute|executeTakeFirst|executeTakeFirstOrThrow|stream)\s*\($/

/** How Kysely's own layers hand a transaction down to the driver. */
const driverCall =
  /^(?:(?:begin|commit|rollback)Transaction|savepoint|rollbackToSavepoint|releaseSavepoint)\s*(?:\?\.)?\(/

/** How a controlled transaction gets its connection. */
const controlledCall = /^[\w$]+\s*\([^()]*(?:\([^()]*\))?\.executor\s*\)/

const longestCall = 60

/**
 * Whether a call in the text of a bundle is one of Kysely's own. Where its map is missing, nothing
 * but the text at the call tells it from the app's code.
 */
export function isLibraryCall(text: string, offset: number, depth: number): boolean {
  const before = text.slice(Math.max(0, offset - longestCall), offset)
  const call = text.slice(offset, offset + longestCall)
  if (driverCall.test(call) || controlledCall.test(call)) return true
  if (depth === 0) return executorCall.test(call) && !appExecutor.test(before)
  return builderCall.test(before + call.slice(0, call.indexOf('(') + 1))
}
