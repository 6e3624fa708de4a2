/** What OpenTelemetry's environment variables say about this process. */
export interface Environment {
  readonly serviceName: string | undefined
  readonly serviceVersion: string | undefined
}

/** Whether tracing is switched off from outside, for an outage or in tests. */
export function isDisabled(env: NodeJS.ProcessEnv = process.env): boolean {
  return env.SQLTRACE_DISABLED?.toLowerCase() === 'true'
}

/** Reads the environment. Format: OpenTelemetry, "Environment Variable Specification" and "Resource SDK". */
export function environment(env: NodeJS.ProcessEnv = process.env): Environment {
  const resource = parseResource(env.OTEL_RESOURCE_ATTRIBUTES ?? '')
  return {
    serviceName: env.OTEL_SERVICE_NAME || resource.get('service.name'),
    serviceVersion: resource.get('service.version'),
  }
}

function parseResource(text: string): Map<string, string> {
  const attributes = new Map<string, string>()
  for (const pair of text.split(',')) {
    const at = pair.indexOf('=')
    if (at > 0) attributes.set(pair.slice(0, at).trim(), decode(pair.slice(at + 1).trim()))
  }
  return attributes
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
