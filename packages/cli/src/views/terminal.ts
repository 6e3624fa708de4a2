import pc from 'picocolors'

/** An output stream, and what it can display. */
export interface Terminal {
  /** Whether it understands control sequences: a dumb terminal prints them. */
  readonly isSmart: boolean
  readonly columns: number
  readonly colors: ReturnType<typeof pc.createColors>
  print(line: string): void
}

const minColumns = 40
const maxColumns = 300
const defaultColumns = 120

/** The process's standard output. */
export function standardOutput(
  stream: NodeJS.WriteStream = process.stdout,
  env: NodeJS.ProcessEnv = process.env,
): Terminal {
  const isSmart = isSmartTerminal(stream, env)
  return {
    isSmart,
    get columns() {
      const columns = stream.columns || Number(env['COLUMNS']) || defaultColumns
      return Math.min(maxColumns, Math.max(minColumns, columns))
    },
    colors: pc.createColors(wantsColor(isSmart, env)),
    print: (line) => void stream.write(`${line}\n`),
  }
}

/** Whether a stream is a terminal that understands control sequences. */
export function isSmartTerminal(
  { isTTY }: NodeJS.WriteStream,
  env: NodeJS.ProcessEnv = process.env,
): boolean {
  return isTTY && env['TERM'] !== 'dumb'
}

function wantsColor(isSmart: boolean, env: NodeJS.ProcessEnv): boolean {
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0'
  return isSmart
}
