import { createRequire } from 'node:module'
import { Command, InvalidArgumentError, Option } from 'commander'

const environment = `
The server is the one of DATABASE_URL, else that of the PG* variables, the service file and ~/.pgpass.
--url takes an address, which others can see in ps, or the name of a variable that holds one.
`

/** All commands with their options; what a command needs is loaded when it runs. */
export function createProgram(): Command {
  const program = new Command('sqltrace')
    .description('What stands in the database, as lines of code and HTTP routes.')
    .version(version())
    .addHelpText(
      'after',
      examples('DATABASE_URL=postgres://… sqltrace top', 'sqltrace logs postgresql.log'),
    )
  for (const command of [decode(), top(), slow(), locks(), logs(), advise()])
    program.addCommand(command)
  return program
}

function decode(): Command {
  return new Command('decode')
    .description('decode the tags in any text: a psql table, a log, JSON, a copied statement')
    .argument('[text...]', 'the text, or "-" for standard input')
    .option(
      '--editor <name>',
      'vscode, cursor, idea, file, or a template with {path} {line} {column}',
      'file',
    )
    .option('--jaeger <url>', "link to the tag's trace")
    .option('--map <file>', 'source map for a generated position')
    .option('--rev <revision>', 'revision of the source where the tag has no version')
    .option('--root <folder>', 'folder of the source', '.')
    .option('--json', 'one object a line')
    .addHelpText('after', examples('psql -c "table pg_stat_activity" | sqltrace decode -'))
    .action(async (words: string[], options) => {
      await (await import('./commands/decode.js')).decode(words, options)
    })
}

function top(): Command {
  return withServer(new Command('top'))
    .description('the lines of code that use the servers now')
    .option('--once', 'one sample, one table')
    .option('--seconds <n>', 'sample for n seconds, then one table', positive)
    .option('--rate <n>', 'samples a second', positive, 4)
    .addOption(
      new Option('--by <what>', 'what a row is')
        .choices(['line', 'file', 'route', 'application', 'server'])
        .default('line'),
    )
    .option('--filter <text>', 'only rows that hold this text')
    .option('--root <folder>', 'folder of the source', '.')
    .addHelpText(
      'after',
      examples(
        'sqltrace top',
        'sqltrace top --seconds 10 --json',
        'sqltrace top --url WRITER_URL --url READER_URL',
      ),
    )
    .action(async (options) => {
      await (await import('./commands/top.js')).top(options)
    })
}

function slow(): Command {
  return withServer(new Command('slow'))
    .description('the statements that cost most in the next seconds, with the lines that sent them')
    .option('--sample <seconds>', 'how long to look', positive, 10)
    .option('--total', 'since the counters were reset, instead of a sample')
    .option('--limit <n>', 'statements to show', positive, 10)
    .option('--rate <n>', 'samples a second', positive, 4)
    .addHelpText(
      'after',
      examples('sqltrace slow', 'sqltrace slow --sample 30 --json', 'sqltrace slow --total'),
    )
    .action(async (options) => {
      await (await import('./commands/slow.js')).slow(options)
    })
}

function locks(): Command {
  return withServer(new Command('locks'))
    .description('who waits for whom, both sides as lines of code')
    .addHelpText('after', examples('sqltrace locks'))
    .action(async (options) => {
      await (await import('./commands/locks.js')).locks(options)
    })
}

function logs(): Command {
  return new Command('logs')
    .description(
      "slow statements, errors, deadlocks and waits of the server's log, by line of code",
    )
    .argument(
      '[file...]',
      'stderr, csvlog or jsonlog, also compressed or in a collector\'s lines; "-" for standard input',
    )
    .option('--follow', 'print each event from now on')
    .addOption(
      new Option('--by <what>', 'what a row is')
        .choices(['line', 'file', 'route', 'application', 'user', 'database'])
        .default('line'),
    )
    .option('--since <time>', 'from "2026-11-24 22:50" on, or from "30m" ago on')
    .option('--until <time>', 'up to that time')
    .option('--line <text>', 'only lines of code that contain this text')
    .option('--file <text>', 'only files that contain it')
    .option('--route <text>', 'only routes and jobs that contain it')
    .option('--application <text>', 'only applications that contain it')
    .option('--user <text>', 'only users that contain it')
    .option('--database <text>', 'only databases that contain it')
    .option(
      '--sample-rate <share>',
      "the server's log_statement_sample_rate or log_transaction_sample_rate",
      share,
      1,
    )
    .option(
      '--sampled-below <ms>',
      "the server's log_min_duration_statement: longer statements are all logged",
      positive,
    )
    .option('--limit <n>', 'rows of each kind to show', positive, 10)
    .option('--json', 'one object a line')
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
      await (await import('./commands/logs.js')).logs(files, options)
    })
}

function advise(): Command {
  return withServer(new Command('advise'))
    .description('what only the servers know: dead rows, scans, reads on the writer, settings')
    .option('--sample <seconds>', 'how long to look', positive, 10)
    .option('--rate <n>', 'samples a second', positive, 4)
    .addHelpText(
      'after',
      examples('sqltrace advise', 'sqltrace advise --url WRITER_URL --url READER_URL'),
    )
    .action(async (options) => {
      await (await import('./commands/advise.js')).advise(options)
    })
}

function withServer(command: Command): Command {
  return command
    .option('--url <address>', 'a server; more than once for several', collect)
    .option('--json', 'one object a line')
    .option('--sql', 'print the statements instead of running them')
    .addHelpText('after', environment)
}

function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value]
}

function positive(text: string): number {
  const value = Number(text)
  if (!(value > 0)) throw new InvalidArgumentError('It is a number above 0.')
  return value
}

function share(text: string): number {
  const value = Number(text)
  if (!(value > 0 && value <= 1)) throw new InvalidArgumentError('It is a number above 0, up to 1.')
  return value
}

function version(): string {
  const manifest: unknown = createRequire(import.meta.url)('@sqltrace/cli/package.json')
  return (manifest as { version: string }).version
}

function examples(...lines: string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}\n`).join('')}`
}
