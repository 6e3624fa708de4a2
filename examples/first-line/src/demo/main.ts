import { parseArguments, usage, UsageError } from './arguments.js'
import { Closing } from './closing.js'
import { demo } from './demo.js'

const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const
type Interruption = keyof typeof exitCodes

process.exit(await main())

async function main(): Promise<number> {
  const closing = new Closing()
  const interruption = new AbortController()
  const interrupted = nextSignal(interruption)
  try {
    const args = parseArguments(process.argv.slice(2))
    if (args.help) console.log(usage)
    else await Promise.race([demo(args, closing, interruption.signal), interrupted])
    return 0
  } catch (error) {
    return printError(error)
  } finally {
    await closing.close()
  }
}

/** Rejects with the name of the signal that ends the demo. */
function nextSignal(controller: AbortController): Promise<never> {
  return new Promise((_, reject) => {
    for (const signal of Object.keys(exitCodes))
      process.once(signal, () => {
        reject(signal as Interruption)
        controller.abort()
      })
  })
}

function printError(error: unknown): number {
  if (typeof error === 'string') return exitCodes[error as Interruption]
  console.error(`\n${error instanceof Error ? error.message : String(error)}`)
  return error instanceof UsageError ? 2 : 1
}
