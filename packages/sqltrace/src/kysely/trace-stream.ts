import { type MethodBody, methodLike } from '../runtime/method-like.js'
import { onSettled } from '../runtime/on-settled.js'
import { replaceMethod } from '../runtime/replace-method.js'
import { type Handoff, handOver } from '../statement/handoff.js'
import type { Statement } from '../statement/statement.js'
import type { QueryResult } from './shapes.js'

type Stream = AsyncIterableIterator<QueryResult>
type Step = Promise<IteratorResult<QueryResult>>

/** A stream's statement, and the handoff for its cursor. */
interface StreamSending {
  readonly statement: Statement
  readonly handoff: Handoff
}

/** Ends the statement when the stream ends, fails or is left early. */
export function traceStream(stream: Stream, { statement, handoff }: StreamSending): Stream {
  let rows = 0
  const settle = (step: Step): Step =>
    onSettled(step, {
      value: (result) => {
        if (result.done) statement.end({ rows })
        else rows += result.value.rows?.length ?? 0
      },
      error: (error) => statement.end(statement.isAbortedBy(error) ? { rows } : { error }),
    })
  for (const name of ['next', 'return', 'throw'] as const) {
    const method = stream[name] as ((...args: unknown[]) => Step) | undefined
    if (!method) continue
    // The first `next` opens the cursor, synchronously.
    const body: MethodBody = (_self, args) => {
      if (name === 'throw') statement.abort(args[0])
      return settle(handOver(handoff, method, stream, Array.from(args)))
    }
    replaceMethod(stream, name, methodLike(method, body) as never)
  }
  return stream
}
