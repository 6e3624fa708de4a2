import pc from 'picocolors'

/** What is written to, and what it can show. */
export interface Terminal {
  readonly isTerminal: boolean
  readonly columns: number
  readonly links: boolean
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
  const isTerminal = stream.isTTY
  return {
    isTerminal,
    get columns() {
      const columns = stream.columns || Number(env['COLUMNS']) || withoutTerminal
      return Math.min(widest, Math.max(narrowest, columns))
    },
    links: isTerminal && env['TERM'] !== 'dumb',
    colors: pc.createColors(wantsColor(isTerminal, env)),
    print: (line) => void stream.write(`${line}\n`),
  }
}

function wantsColor(isTerminal: boolean, env: NodeJS.ProcessEnv): boolean {
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0'
  return isTerminal && env['TERM'] !== 'dumb'
}
