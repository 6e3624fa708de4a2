import type { Place } from '../model/place.js'
const position = /^([^\p{C}\p{Zl}\p{Zp}]+?):(\d{1,7})(?::(\d{1,7}))?$/u

/** Reads `path:line[:column]`; `undefined` for anything else. */
export function parsePlace(text: string | undefined): Place | undefined {
  const [, path, line, column] = position.exec(text ?? '') ?? []
  if (path === undefined || line === undefined) return undefined
  return { path, line: Number(line), ...(column === undefined ? {} : { column: Number(column) }) }
}

/** The line of code in the tags of any supported writer. */
export function siteOf(tags: Readonly<Record<string, string>>): string | undefined {
  const { file, line } = tags
  if (file !== undefined && /^\d+$/.test(line ?? '') && !/:\d+$/.test(file))
    return `${file}:${line}`
  return file ?? tags['prepared_at'] ?? siteOfOthers(tags)
}

/**
 * Rails 7.1's `source_location` and marginalia's `line` hold `path:line:in method`; Ecto's `stacktrace` holds frames,
 * innermost first: `(shop 0.1.0) lib/shop/accounts.ex:31: Shop.Accounts.list/0`.
 */
function siteOfOthers(tags: Readonly<Record<string, string>>): string | undefined {
  const located = tags['source_location'] ?? tags['line']
  const found =
    /^(.+?\.\w+:\d+)(?=$|:in\b)/.exec(located ?? '') ??
    /([^\s,:;|()'"]+\.\w+:\d+)(?!\d)/.exec(located ?? tags['stacktrace'] ?? '')
  return parsePlace(found?.[1]) === undefined ? undefined : found?.[1]
}

/** The line of code, else the route or job, else whether there are any tags. */
export function nameOf(tags: Readonly<Record<string, string>>): string {
  const name = siteOf(tags) ?? workOf(tags)
  return name ?? (Object.keys(tags).length > 0 ? '(no line)' : '(untagged)')
}

/**
 * The route, job or controller that tags name. Keys: sqlcommenter's; `sidekiq_job` and
 * `controller_with_namespace` of marginalia; `namespaced_controller` of Rails; `celery_task` of celery-sqlcommenter;
 * `caller` of Elixir's sqlcommenter; `func_name` of Query-Doctor.
 */
export function workOf(tags: Readonly<Record<string, string>>): string | undefined {
  const { method, route, action } = tags
  if (route !== undefined) return method === undefined ? route : `${method} ${route}`
  const job = tags['job'] ?? tags['sidekiq_job'] ?? tags['celery_task']
  if (job !== undefined) return `job ${job}`
  const controller =
    tags['controller'] ?? tags['namespaced_controller'] ?? tags['controller_with_namespace']
  if (controller !== undefined) return action === undefined ? controller : `${controller}#${action}`
  return action ?? tags['caller'] ?? tags['func_name'] ?? method
}

/**
 * The application that tags name. Keys: sqlcommenter's, marginalia's and Rails'; `app` of PlanetScale's and Elixir's writers;
 * OpenTelemetry's resource attribute; Datadog's parent service (`dddbs` is the service of the database).
 */
export function applicationOf(tags: Readonly<Record<string, string>>): string | undefined {
  return tags['application'] ?? tags['app'] ?? tags['service.name'] ?? tags['ddps']
}

/** The version that tags name. `ddpv` is Datadog's. */
export function versionOf(tags: Readonly<Record<string, string>>): string | undefined {
  return tags['version'] ?? tags['ddpv']
}

const trace = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/

/** The trace id of a W3C `traceparent`. */
export function traceIdOf(traceparent: string | undefined): string | undefined {
  const id = trace.exec(traceparent ?? '')?.[1]
  return id === undefined || /^0+$/.test(id) ? undefined : id
}
