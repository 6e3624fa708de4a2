import type { Attributes } from '@opentelemetry/api'
import type { Caller } from '../caller/caller.js'

/**
 * The sender, in OpenTelemetry's conventions for source code. The request has our own attributes, because back ends treat a
 * span with `http.request.method` as an HTTP request and name it accordingly (Sentry, Datadog, Azure Monitor).
 */
export function callerAttributes({ site, scope }: Caller): Attributes {
  const attributes: Attributes = {}
  if (site) {
    attributes['code.file.path'] = site.file
    attributes['code.line.number'] = site.line
    attributes['code.column.number'] = site.column
    if (site.functionName) attributes['code.function.name'] = site.functionName
  }
  const route = scope?.tags?.route ?? scope?.request?.route
  const method = scope?.tags?.method ?? scope?.request?.method
  if (route) attributes['sqltrace.http.route'] = route
  if (method) attributes['sqltrace.http.request.method'] = method
  return attributes
}
