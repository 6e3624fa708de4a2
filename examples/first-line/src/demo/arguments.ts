import { parseArgs } from 'node:util'

/** What was typed behind the command. */
export interface Arguments {
  readonly help: boolean
  readonly url: string | undefined
  readonly yes: boolean
}

/** Something typed that can't be done; the message names the remedy. */
export class UsageError extends Error {}

/** The text of `--help`. */
export const usage = `Shows which line and which route sent a slow statement.

  npm run demo                       on a PostgreSQL of its own, removed at the end
  npm run demo -- --url postgres://… on your server, in a schema of its own, dropped at the end

  --url <url>   a PostgreSQL on which a schema may be created; DATABASE_URL is ignored
  --yes         with --url: don't ask first
  --help        this text

OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318 sends the spans to your collector as well.
NO_COLOR=1 prints without colours.`

/** Reads the arguments, and refuses what it does not know. */
export function parseArguments(args: readonly string[]): Arguments {
  const { help = false, url, yes = false } = read(args)
  if (url !== undefined && !/^postgres(ql)?:\/\//.test(url))
    throw new UsageError(`--url takes postgres://user@host:port/database, not ${url}`)
  return { help, url, yes }
}

function read(args: readonly string[]): Partial<Arguments> {
  const options = {
    help: { type: 'boolean' },
    url: { type: 'string' },
    yes: { type: 'boolean' },
  } as const
  try {
    return parseArgs({ args: [...args], options }).values as Partial<Arguments>
  } catch (cause) {
    throw new UsageError(`${(cause as Error).message}\n\n${usage}`, { cause })
  }
}
