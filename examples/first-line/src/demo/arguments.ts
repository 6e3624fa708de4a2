import { parseArgs } from 'node:util'

/** The command-line arguments. */
export interface Arguments {
  readonly help: boolean
  readonly url: string | undefined
  readonly yes: boolean
}

/** Invalid arguments; the message says how to fix them. */
export class UsageError extends Error {}

/** The text of `--help`. */
export const usage = `Shows which line and which route sent a slow statement.

  npm run demo                       on a separate PostgreSQL, removed at the end
  npm run demo -- --url postgres://… on your server, in a separate schema, dropped at the end

  --url <url>   a PostgreSQL where you can create a schema; DATABASE_URL is ignored
  --yes         with --url: don't ask first
  --help        show this help

OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4318 sends the spans to your collector as well.
NO_COLOR=1 prints without colors.`

/** Parses the arguments. Throws a `UsageError` for unknown or invalid ones. */
export function parseArguments(args: readonly string[]): Arguments {
  const { help = false, url, yes = false } = read(args)
  if (url !== undefined && !/^postgres(ql)?:\/\//.test(url))
    throw new UsageError(`--url must be postgres://user@host:port/database, not ${url}`)
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
