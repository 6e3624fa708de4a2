import { describe } from './describe.js'

const fatal = ['unhandledRejection', 'uncaughtException'] as const

/** Records the process's errors and warnings instead of the test runner. */
export function recordProcess() {
  const crashes: unknown[] = []
  const warnings: string[] = []
  const onCrash = (reason: unknown) => crashes.push(describe(reason))
  const onWarning = ({ name, message }: Error) => warnings.push(`${name}: ${message}`)
  const restore = fatal.map((event) => replaceListeners(event, onCrash))
  process.on('warning', onWarning)
  return {
    read: () => ({ crashes, warnings }),
    stop: () => {
      process.off('warning', onWarning)
      for (const putBack of restore) putBack()
    },
  }
}

/** Returns a function that restores the listeners. */
function replaceListeners(event: (typeof fatal)[number], listener: (reason: unknown) => void) {
  const replaced = process.listeners(event as 'warning')
  process.removeAllListeners(event)
  process.on(event, listener)
  return () => {
    process.off(event, listener)
    for (const one of replaced) process.on(event, one)
  }
}
