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

/** The line of code that the tags of any writer name. */
export function siteOf(tags: Readonly<Record<string, string>>): string | undefined {
  const { file, line } = tags
  if (file !== undefined && /^\d+$/.test(line ?? '') && !/:\d+$/.test(file))
    return `${file}:${line}`
  return file ?? tags['prepared_at'] ?? siteOfOthers(tags)
}

/**
 * `source_location` of Rails 7.1 and `line` of marginalia hold `path:line:in method`, Ecto's `stacktrace` its frames, the
 * innermost first.
 */
function siteOfOthers(tags: Readonly<Record<string, string>>): string | undefined {
  const text = tags['source_location'] ?? tags['line'] ?? tags['stacktrace']
  const found = /([^\s,:;|()'"]+\.\w+:\d+)(?!\d)/.exec(text ?? '')?.[1]
  return found === undefined || parsePlace(found) === undefined ? undefined : found
}

/** What is shown where no tag names a line: the work, or that there is at least a tag. */
export function nameOf(tags: Readonly<Record<string, string>>): string {
  const name = siteOf(tags) ?? workOf(tags)
  return name ?? (Object.keys(tags).length > 0 ? '(no line)' : '(untagged)')
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
