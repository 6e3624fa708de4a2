import { visible } from '@sqltrace/sqlcommenter'

/** The stable codes of `SqltraceError`; compare them with `error.code`. */
export type SqltraceErrorCode =
  | 'SQLTRACE_UNKNOWN_TARGET'
  | 'SQLTRACE_UNKNOWN_OPTION'
  | 'SQLTRACE_INVALID_OPTION'
  | 'SQLTRACE_INVALID_TAG'
  | 'SQLTRACE_UNSUPPORTED_KYSELY'

/** Thrown by `traced`, `withTags` and advice before anything runs. `message` says what is wrong and how to fix it. */
export class SqltraceError extends Error {
  override readonly name = 'SqltraceError'
  readonly code: SqltraceErrorCode

  constructor(code: SqltraceErrorCode, message: string, options?: ErrorOptions) {
    super(visible(message), options)
    this.code = code
  }
}

export function unknownTarget(target: unknown, hint: string): SqltraceError {
  return new SqltraceError(
    'SQLTRACE_UNKNOWN_TARGET',
    `traced() takes a Kysely instance or a pg Pool, Client or PoolClient, not ${describe(target)}. ${hint}`,
  )
}

export function invalidOptions(options: unknown): SqltraceError {
  return new SqltraceError(
    'SQLTRACE_INVALID_OPTION',
    `The options of traced() must be an object, not ${describe(options)}.`,
  )
}

export function unknownOption(name: string, known: readonly string[]): SqltraceError {
  return new SqltraceError(
    'SQLTRACE_UNKNOWN_OPTION',
    `Unknown option ${JSON.stringify(name)}. The options of traced() are ${known.join(', ')}.`,
  )
}

export function invalidOption(name: string, expected: string, value: unknown): SqltraceError {
  return new SqltraceError(
    'SQLTRACE_INVALID_OPTION',
    `The option ${name} must be ${expected}, not ${describe(value)}.`,
  )
}

export function unknownRule(name: string, known: readonly string[]): SqltraceError {
  return new SqltraceError(
    'SQLTRACE_UNKNOWN_OPTION',
    `Unknown advice rule ${JSON.stringify(name)}. The rules are ${known.join(', ')}.`,
  )
}

export function unknownThreshold(
  rule: string,
  name: string,
  known: readonly string[],
): SqltraceError {
  return new SqltraceError(
    'SQLTRACE_UNKNOWN_OPTION',
    `Unknown threshold ${JSON.stringify(name)}. The thresholds of ${rule} are ${known.join(', ')}.`,
  )
}

export function invalidTag(key: string, remedy: string): SqltraceError {
  return new SqltraceError('SQLTRACE_INVALID_TAG', `The tag ${JSON.stringify(key)} ${remedy}`)
}

export function invalidTags(tags: unknown): SqltraceError {
  return new SqltraceError(
    'SQLTRACE_INVALID_TAG',
    `withTags() takes an object of tags, such as { job: 'nightly-report' }, not ${describe(tags)}.`,
  )
}

export function unsupportedKysely(): SqltraceError {
  return new SqltraceError(
    'SQLTRACE_UNSUPPORTED_KYSELY',
    'traced() cannot trace this Kysely instance, because its withPlugin() does not use the executor. ' +
      'Wrap the pg pool of its dialect instead: new PostgresDialect({ pool: traced(new Pool()) }).',
  )
}

/** Describes a value without calling its methods: a hostile `toString` must not run. */
function describe(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60))
  if (typeof value === 'function') return `the function ${value.name || '(anonymous)'}`
  if (typeof value !== 'object' || value === null) return String(value)
  const name = Object.getPrototypeOf(value)?.constructor?.name
  return name ? `an instance of ${name}` : 'an object without a class'
}
