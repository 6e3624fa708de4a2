import { ok } from 'node:assert'

/** A context that was entered, and what it was entered over. */
export interface Entered {
  readonly context: object
  readonly outer?: Entered | undefined
}

/** The contexts that are entered, innermost first. */
export function enteredContexts(entered: Entered | undefined): object[] {
  const contexts = []
  for (let one = entered; one; one = one.outer) contexts.push(one.context)
  return contexts
}

/** What stays entered when `context` is left. */
export function leave(context: object, entered: Entered | undefined): Entered | undefined {
  if (entered?.context === context) return entered.outer
  const contexts = enteredContexts(entered)
  const index = contexts.indexOf(context)
  ok(index >= 0, 'exit() needs a context that was entered here and not left yet')
  let rest: Entered | undefined
  for (const one of contexts.toSpliced(index, 1).toReversed()) rest = { context: one, outer: rest }
  return rest
}
