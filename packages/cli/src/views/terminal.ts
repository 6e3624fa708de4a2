import pc from 'picocolors'

/** What is written to, and what it can show. */
export interface Terminal {
  /** Whether it understands control sequences: a dumb terminal prints them. */
  readonly isSmart: boolean
  readonly columns: number
  readonly colors: ReturnType<typeof pc.createColors>
  print(line: string): void
}

const narrowest = 40
const widest = 300
const withoutTerminal = 120

/** The process's standard output. */
export function standardOutput(
  stream: NodeJS.WriteStream = process.stdout,
  env: NodeJS.ProcessEnv = process.env,
): Terminal {
  const isSmart = stream.isTTY && env['TERM'] !== 'dumb'
  return {
    isSmart,
    get columns() {
      const columns = stream.columns || Number(env['COLUMNS']) || withoutTerminal
      return Math.min(widest, Math.max(narrowest, columns))
    },
    colors: pc.createColors(wantsColor(isSmart, env)),
    print: (line) => void stream.write(`${line}\n`),
  }
}

function wantsColor(isSmart: boolean, env: NodeJS.ProcessEnv): boolean {
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0'
  return isSmart
}
