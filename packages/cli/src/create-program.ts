import { createRequire } from 'node:module'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { StartProgress } from './model/progress.js'

const environment = `
Without --url, the server is taken from DATABASE_URL, or from the PG* variables,
the service file and ~/.pgpass. --url takes an address (visible to other users
in ps) or the name of a variable that holds one.`

const exitCodes = `
Exit codes: 0 success, 1 failure, 2 usage error.`

const startProgress: StartProgress = async (...bar) =>
  (await import('./views/progress.js')).startProgress(...bar)

/** All commands with their options; the code of a command is loaded when it runs. */
export function createProgram(): Command {
  const program = new Command('sqltrace')
    .description('Find the lines of code and HTTP routes that load your PostgreSQL servers.')
    .version(version())
    .addHelpText(
      'after',
      examples('DATABASE_URL=postgres://… sqltrace top', 'sqltrace logs postgresql.log'),
    )
    .addHelpText('after', exitCodes)
  for (const command of [decode(), top(), slow(), locks(), logs(), advise()])
    program.addCommand(command)
  return program
}

function decode(): Command {
  return new Command('decode')
    .description('decode the tags in any text: psql output, a log, JSON, a copied statement')
    .argument('[text...]', 'text to decode, or "-" for standard input')
    .option(
      '--editor <name>',
      'vscode, cursor, idea, file, or a URL template with {path}, {line} and {column}',
      'file',
    )
    .option('--jaeger <url>', 'address of Jaeger, to link each tag to its trace')
    .option('--map <file>', 'source map that maps generated positions back')
    .option('--rev <revision>', 'git revision to show when the tag has no version')
    .option('--root <folder>', 'root of the source code', '.')
    .option('--json', 'one JSON object per line')
    .addHelpText('after', examples('psql -c "table pg_stat_activity" | sqltrace decode -'))
    .action(async (words: string[], options) => {
      await (await import('./commands/decode.js')).decode(words, options)
    })
}

function top(): Command {
  return withServer(new Command('top'))
    .description('the lines of code that load the servers right now')
    .option('--once', 'take one sample and print one table')
    .option('--seconds <n>', 'sample for n seconds, then print one table', positive)
    .option('--rate <n>', 'samples per second', positive, 4)
    .addOption(
      new Option('--by <what>', 'what to group rows by')
        .choices(['line', 'file', 'route', 'application', 'server'])
        .default('line'),
    )
    .option('--filter <text>', 'only rows that contain this text')
    .option('--root <folder>', 'root of the source code', '.')
    .addHelpText(
      'after',
      examples(
        'sqltrace top',
        'sqltrace top --seconds 10 --json',
        'sqltrace top --url WRITER_URL --url READER_URL',
      ),
    )
    .action(async (options) => {
      await (await import('./commands/top.js')).top({ ...options, startProgress })
    })
}

function slow(): Command {
  return withServer(new Command('slow'))
    .description('the most expensive statements of the next seconds, and the lines that sent them')
    .option('--sample <seconds>', 'how long to sample', positive, 10)
    .option('--total', 'totals since the counters were last reset, without sampling')
    .option('--limit <n>', 'number of statements to show', positive, 10)
    .option('--rate <n>', 'samples per second', positive, 4)
    .addHelpText(
      'after',
      examples('sqltrace slow', 'sqltrace slow --sample 30 --json', 'sqltrace slow --total'),
    )
    .action(async (options) => {
      await (await import('./commands/slow.js')).slow({ ...options, startProgress })
    })
}

function locks(): Command {
  return withServer(new Command('locks'))
    .description('who is waiting for whom: both sides as lines of code')
    .addHelpText('after', examples('sqltrace locks'))
    .action(async (options) => {
      await (await import('./commands/locks.js')).locks(options)
    })
}

function logs(): Command {
  return new Command('logs')
    .description(
      "slow statements, errors, deadlocks and lock waits from the server's log, by line of code",
    )
    .argument(
      '[file...]',
      'stderr, csvlog or jsonlog, compressed or wrapped by a log collector; "-" for standard input',
    )
    .option('--follow', 'print new events as they are logged')
    .addOption(
      new Option('--by <what>', 'what to group rows by')
        .choices(['line', 'file', 'route', 'application', 'user', 'database'])
        .default('line'),
    )
    .option(
      '--since <time>',
      'only entries from this time on: "2026-11-24 22:50", or "30m" for 30 minutes ago',
    )
    .option('--until <time>', 'only entries up to this time')
    .option('--line <text>', 'only lines of code that contain this text')
    .option('--file <text>', 'only files that contain this text')
    .option('--route <text>', 'only routes and jobs that contain this text')
    .option('--application <text>', 'only applications that contain this text')
    .option('--user <text>', 'only users that contain this text')
    .option('--database <text>', 'only databases that contain this text')
    .option(
      '--sample-rate <share>',
      "the server's log_statement_sample_rate or log_transaction_sample_rate",
      share,
      1,
    )
    .option(
      '--sampled-below <ms>',
      "the server's log_min_duration_statement: above it every statement is logged",
      positive,
    )
    .option('--limit <n>', 'rows to show in each table', positive, 10)
    .option('--json', 'one JSON object per line')
    .addHelpText(
      'after',
      examples(
        'sqltrace logs postgresql.log',
        'zcat old/*.gz | sqltrace logs --json -',
        'sqltrace logs --by route --since 1h postgresql.log',
        'kubectl logs db-0 | sqltrace logs -',
        'sqltrace logs --follow postgresql.log',
      ),
    )
    .action(async (files: string[], options) => {
      await (await import('./commands/logs.js')).logs(files, { ...options, startProgress })
    })
}

function advise(): Command {
  return withServer(new Command('advise'))
    .description(
      'what only the servers know: dead rows, sequential scans, reads on the writer, settings',
    )
    .option('--sample <seconds>', 'how long to sample', positive, 10)
    .option('--rate <n>', 'samples per second', positive, 4)
    .addHelpText(
      'after',
      examples('sqltrace advise', 'sqltrace advise --url WRITER_URL --url READER_URL'),
    )
    .action(async (options) => {
      await (await import('./commands/advise.js')).advise({ ...options, startProgress })
    })
}

function withServer(command: Command): Command {
  return command
    .option('--url <address>', 'a server; repeat it for several', collect)
    .option('--json', 'one JSON object per line')
    .option('--sql', 'print the queries instead of running them')
    .addHelpText('after', environment)
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value]
}

function positive(text: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new InvalidArgumentError('Expected a number above 0.')
  return value
}

function share(text: string): number {
  const value = Number(text)
  if (!(value > 0 && value <= 1))
    throw new InvalidArgumentError('Expected a number above 0 and up to 1.')
  return value
}

function version(): string {
  const manifest: unknown = createRequire(import.meta.url)('@sqltrace/cli/package.json')
  return (manifest as { version: string }).version
}

function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}`
}
