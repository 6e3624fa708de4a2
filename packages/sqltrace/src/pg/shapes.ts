/** The part of pg's `Client` that we use; pg.native's has it too. */
export interface PgClient {
  query(...args: unknown[]): unknown
  readonly connectionParameters?: {
    readonly host?: string | null
    readonly port?: number
    readonly database?: string | null
    readonly replication?: string | boolean | null
  }
  readonly replication?: string | boolean | null
  readonly connection?: {
    readonly parsedStatements?: Readonly<Record<string, string>>
    readonly submittedNamedStatements?: Readonly<Record<string, string>>
    on?(event: 'parameterStatus' | 'end', listener: (message: object) => void): unknown
  }
  readonly readyForQuery?: boolean
  /** Since pg 8.17. */
  getTransactionStatus?(): string | null
  readonly namedQueries?: Readonly<Record<string, unknown>>
  /** pg's method that sends the next queued query. */
  _pulseQueryQueue?(...args: unknown[]): unknown
  readonly _queryQueue?: readonly Submittable[]
  /** Up to pg 8.16. */
  readonly queryQueue?: readonly Submittable[]
}

/** The part of pg-pool's `Pool` that we use. */
export interface PgPool {
  query(...args: unknown[]): unknown
  connect(...args: unknown[]): unknown
  emit(event: string, ...values: unknown[]): unknown
  Client: new (...args: never[]) => PgClient
  readonly options: { readonly max?: number }
  readonly totalCount: number
  readonly idleCount: number
  readonly waitingCount: number
  /** pg-pool's list of its clients. */
  readonly _clients?: readonly PgClient[]
}

/** pg's term for an object that speaks the protocol itself, such as a cursor. */
export interface Submittable {
  submit(connection: unknown): unknown
  text?: unknown
  name?: unknown
  values?: unknown
  callback?: unknown
  /** pg-query-stream keeps its text here. */
  readonly cursor?: Submittable
  handleRowDescription?(...args: unknown[]): unknown
  handleDataRow?(...args: unknown[]): unknown
  handleReadyForQuery?(...args: unknown[]): unknown
  readonly _canceledDueToError?: unknown
  _destroy?(...args: unknown[]): unknown
  handleError?(...args: unknown[]): unknown
  emit?(...args: unknown[]): unknown
  read?(...args: unknown[]): unknown
  close?(...args: unknown[]): unknown
  readonly pipe?: unknown
}

/** A query as an object: `{ text, values, name, … }`. */
export interface QueryConfig {
  readonly text?: unknown
  readonly values?: unknown
  readonly name?: unknown
  readonly callback?: unknown
}

type Shape = Readonly<Record<string, unknown>>

const has = (value: Shape, ...methods: string[]) =>
  methods.every((name) => typeof value[name] === 'function')

export function isPool(value: object): value is PgPool {
  const shape = value as Shape
  return has(shape, 'query', 'connect', 'Client', 'end') && typeof shape.totalCount === 'number'
}

export function isClient(value: object): value is PgClient {
  const shape = value as Shape
  return has(shape, 'query', 'connect', 'end', 'getTypeParser') && !('totalCount' in shape)
}

export function isSubmittable(value: unknown): value is Submittable {
  return typeof Object(value).submit === 'function'
}
