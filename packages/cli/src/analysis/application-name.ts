import type { Tags } from '../model/tags.js'

/** A W3C traceparent, alone or as a value, with what separates it from the rest. */
const traceparent =
  /(?:^|[^0-9a-z])(?:traceparent\s*[=:]\s*)?['"]?([0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2})(?![0-9a-f-])['"]?/i

/** What the `application_name` of a session says. */
export interface ApplicationName {
  readonly application: string | undefined
  readonly traceparent: string | undefined
}

/**
 * Reads an `application_name`. OpenTelemetry's collector takes it for the traceparent of the request, so that it is another
 * one for each: what is left of it is the application. Source: its receiver `postgresql`, query samples.
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

/** Tags with the trace of the session, where they have none themselves. */
export function withTrace(tags: Tags, { traceparent }: ApplicationName): Tags {
  return traceparent === undefined || 'traceparent' in tags ? tags : { ...tags, traceparent }
}
