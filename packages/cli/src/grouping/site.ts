/** A place in the code: `path:line` or, for a generated position, `path:line:column`. */
export interface Place {
  readonly path: string
  readonly line: number
  readonly column?: number
}

const position = /^([^\p{C}\p{Zl}\p{Zp}]+?):(\d{1,7})(?::(\d{1,7}))?$/u

/** Reads `path:line[:column]`; anything else is no place. */
export function parsePlace(text: string | undefined): Place | undefined {
  const [, path, line, column] = position.exec(text ?? '') ?? []
  if (path === undefined || line === undefined) return undefined
  return { path, line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) }
}

/** The tag that names the line of code. */
export function siteOf(tags: Readonly<Record<string, string>>): string | undefined {
  return tags['file'] ?? tags['prepared_at']
}

/** The tag that names the work: a route, a job, or a controller of another writer. */
export function workOf(tags: Readonly<Record<string, string>>): string | undefined {
  const { method, route, job, controller, action } = tags
  if (route !== undefined) return method === undefined ? route : `${method} ${route}`
  if (job !== undefined) return `job ${job}`
  if (controller !== undefined) return action === undefined ? controller : `${controller}#${action}`
  return action ?? method
}

const trace = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/

/** The trace id of a W3C `traceparent`. */
export function traceIdOf(traceparent: string | undefined): string | undefined {
  const id = trace.exec(traceparent ?? '')?.[1]
  return id === undefined || /^0+$/.test(id) ? undefined : id
}
