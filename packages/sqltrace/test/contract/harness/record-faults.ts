import { DiagLogLevel, diag } from '@opentelemetry/api'

/** Records what the library sends to OpenTelemetry's `diag`. */
export function recordFaults() {
  let faults: string[] = []
  const note = (message: string) => void faults.push(message)
  const ignore = () => {}
  const logger = { error: note, warn: note, info: ignore, debug: ignore, verbose: ignore }
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true })
  const take = () => {
    const taken = faults
    faults = []
    return taken
  }
  return { take }
}
