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
    /** The call of `query` that other people's asynchronous wrappers are answering. */
    readonly handoff?: Handoff | undefined
  }
}

/** A call of `query` on its way into wrappers of other people and pg's own code. */
export interface AnnouncedCall {
  readonly handoff: Handoff
  /** Whether it ends when the app has its answer: an outer call goes on. */
  readonly isOutermost: boolean
  /** What the app gave, with its callback bound to the caller. */
  readonly args: unknown[]
}

/** Hands over who calls `query`; `undefined` where the arguments hold no statement. */
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
  const isOutermost = handoff !== outer
  const ending = isOutermost ? handoff : undefined
  return { handoff, isOutermost, args: callback ? args.map(leaving(callback, ending)) : args }
}

/** Where pg-query-stream keeps its text. */
function streamText(config: unknown): string | undefined {
  const text = isSubmittable(config) ? config.cursor?.text : undefined
  return typeof text === 'string' ? text : undefined
}

/** Runs wrappers of other people, which may send later than now: until the app has its answer. */
export function runWrapped({ handoff, isOutermost }: AnnouncedCall, run: () => unknown): unknown {
  const end = () => {
    if (isOutermost) handoff.end()
  }
  const result = runInScope({ ...currentScope(), handoff }, () => handOver(handoff, run))
  if (isPlainPromise(result)) return onSettled(result, { value: end, error: end })
  // A callback ends the call itself.
  if (result !== undefined) end()
  return result
}

/** Not a library's promise that can do more than wait: what is derived from it could not. */
function isPlainPromise(value: unknown): value is Promise<unknown> {
  return types.isPromise(value) && Object.getOwnPropertyNames(value).length === 0
}

type Callback = NonNullable<QueryArguments['callback']>

/** The app's callback runs in its own async context, and what it sends is its own call. A config's callback stays. */
function leaving(callback: Callback, ending: Handoff | undefined) {
  return (argument: unknown) => {
    if (argument !== callback) return argument
    const bound = bindContext(callback)
    return function (this: unknown, ...results: unknown[]) {
      ending?.end()
      return handOver(undefined, () => bound.apply(this, results))
    }
  }
}
