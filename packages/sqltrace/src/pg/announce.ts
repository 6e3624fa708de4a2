import { Handoff, handedOver, handOver } from '../statement/handoff.js'
import type { Caller } from '../statement/caller.js'
import { bindContext } from './bind-context.js'
import { QueryArguments } from './query-arguments.js'

/** A call of `query` on its way into wrappers of other people and pg's own code. */
export interface AnnouncedCall {
  readonly handoff: Handoff
  /** What the app gave, with its callback bound to the caller. */
  readonly args: unknown[]
}

/** Hands over who calls `query`; `undefined` where the arguments hold no statement. */
export function announce(
  args: unknown[],
  caller: Caller,
  isDirect: boolean,
): AnnouncedCall | undefined {
  const { text, name, values, callback } = new QueryArguments(args)
  if (text === undefined && name === undefined) return undefined
  const query = { sql: text ?? '', parameters: values, named: name !== undefined }
  const outer = handedOver()
  const handoff = outer?.announces(query.sql) ? outer : new Handoff(caller, query, { isDirect })
  return { handoff, args: callback ? args.map(leaving(callback)) : args }
}

type Callback = NonNullable<QueryArguments['callback']>

/** The app's callback runs in its own async context, and what it sends is its own call. A config's callback stays. */
function leaving(callback: Callback) {
  return (argument: unknown) => {
    if (argument !== callback) return argument
    const bound = bindContext(callback)
    return function (this: unknown, ...results: unknown[]) {
      return handOver(undefined, () => bound.apply(this, results))
    }
  }
}
