import { ok } from 'node:assert'

/** A context that was entered, and the one that was active before. */
export interface Entered {
  readonly context: object
  readonly outer?: Entered | undefined
}

/** The entered contexts, innermost first. */
export function enteredContexts(entered: Entered | undefined): object[] {
  const contexts = []
  for (let one = entered; one; one = one.outer) contexts.push(one.context)
  return contexts
}

/** What remains entered after leaving `context`. */
export function leave(context: object, entered: Entered | undefined): Entered | undefined {
  if (entered?.context === context) return entered.outer
  const contexts = enteredContexts(entered)
  const index = contexts.indexOf(context)
  ok(index >= 0, 'exit() needs a context that was entered here and not left yet')
  let rest: Entered | undefined
  for (const one of contexts.toSpliced(index, 1).toReversed()) rest = { context: one, outer: rest }
  return rest
}
