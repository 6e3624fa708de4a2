import { types } from 'node:util'
import { currentScope, runInScope } from '@sqltrace/context'
import { onSettled } from '../runtime/on-settled.js'
import { Handoff, handedOver, handOver } from '../statement/handoff.js'
import type { Caller } from '../caller/caller.js'
import { bindContext } from './bind-context.js'
import { QueryArguments } from './query-arguments.js'
import { isSubmittable } from './shapes.js'

declare module '@sqltrace/context' {
  interface Scope {
    /** The call of `query` that asynchronous wrappers of other tools are handling. */
    readonly handoff?: Handoff | undefined
  }
}

/** A call of `query` that is passed to wrappers of other tools and to pg's own code. */
export interface AnnouncedCall {
  readonly handoff: Handoff
  /** The handoff, if it ends with this call's result; otherwise it belongs to an outer call. */
  readonly ending: Handoff | undefined
  /** The app's arguments, with its callback bound to the caller. */
  readonly args: unknown[]
}

/** Prepares to hand over the caller of `query`; `undefined` if the arguments contain no statement. */
export function announce(
  args: unknown[],
  caller: Caller,
  isDirect: boolean,
): AnnouncedCall | undefined {
  const { text = streamText(args[0]), name, values, callback } = new QueryArguments(args)
  if (text === undefined && name === undefined) return undefined
  const query = { sql: text ?? '', parameters: values, named: name !== undefined }
  const outer = handedOver()
  const handoff = outer?.announces(query.sql) ? outer : new Handoff(caller, query, isDirect)
  const ending = handoff === outer ? undefined : handoff
  return { handoff, ending, args: callback ? args.map(leaving(callback, ending)) : args }
}

/** Where pg-query-stream keeps its text. */
function streamText(config: unknown): string | undefined {
  const text = isSubmittable(config) ? config.cursor?.text : undefined
  return typeof text === 'string' ? text : undefined
}

/** Runs wrappers of other tools, which may send asynchronously, up to the moment when the app gets its result. */
export function runWrapped({ handoff, ending }: AnnouncedCall, run: () => unknown): unknown {
  const end = () => ending?.end()
  const result = runInScope({ ...currentScope(), handoff }, () => handOver(handoff, run))
  if (isPlainPromise(result)) return onSettled(result, { value: end, error: end })
  // A callback ends the call itself.
  if (result !== undefined) end()
  return result
}

/** Not a library's promise with extra properties, which a derived promise would lack. */
function isPlainPromise(value: unknown): value is Promise<unknown> {
  return types.isPromise(value) && Object.getOwnPropertyNames(value).length === 0
}

type Callback = NonNullable<QueryArguments['callback']>

/** Runs the app's callback in its own async context and without the handoff: what it sends is a new call. A config's callback stays. */
function leaving(callback: Callback, ending: Handoff | undefined) {
  return (argument: unknown) => {
    if (argument !== callback) return argument
    const bound = bindContext(callback)
    return function (this: unknown, ...results: unknown[]) {
      ending?.end()
      return handOver(undefined, bound, this, results)
    }
  }
}
