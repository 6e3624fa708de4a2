import type { Tags } from '../model/tags.js'

/** A W3C traceparent, alone or as a value, with its separators. */
const traceparent =
  /(?:^|[^0-9a-z])(?:traceparent\s*[=:]\s*)?['"]?([0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2})(?![0-9a-f-])['"]?/i

/** The parts of a session's `application_name`. */
export interface ApplicationName {
  readonly application: string | undefined
  readonly traceparent: string | undefined
}

/**
 * Parses an `application_name`. OpenTelemetry's collector expects the traceparent of the request there, so it differs for
 * each request; the rest of it is the application. Source: the collector's `postgresql` receiver, query samples.
 */
export function readApplicationName(name: string): ApplicationName {
  const found = traceparent.exec(name)
  if (found === null) return { application: name || undefined, traceparent: undefined }
  const rest = `${name.slice(0, found.index)} ${name.slice(found.index + found[0].length)}`
  return {
    application: rest.replaceAll(/^[\s,;:/|-]+|[\s,;:/|-]+$/g, '') || undefined,
    traceparent: found[1]?.toLowerCase(),
  }
}

/** Adds the trace of the session to tags that have none. */
export function withTrace(tags: Tags, { traceparent }: ApplicationName): Tags {
  return traceparent === undefined || 'traceparent' in tags ? tags : { ...tags, traceparent }
}
