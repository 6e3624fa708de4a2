import type { Finding } from './finding.js'

/** A row of `sqltrace slow --json`. */
export interface SlowStatement {
  readonly type: string
  readonly time_share: number
  readonly statement: string
  readonly servers: readonly string[]
  readonly sites: readonly {
    readonly file: string
    readonly share: number
    readonly routes: readonly { readonly route: string }[]
  }[]
  readonly first_seen: Readonly<Record<string, string>> | null
}

/** A row of `sqltrace logs --json`. */
export interface LogRow {
  readonly type: string
  readonly files: readonly string[]
  readonly routes: readonly { readonly name: string }[]
  readonly count: number
}

/** Combines the output of `slow` and `logs` by line of code, costliest first. */
export function findLines(slow: readonly SlowStatement[], logs: readonly LogRow[]): Finding[] {
  const lines = new Map<string, Finding>()
  for (const statement of slow)
    for (const part of partsOf(statement)) lines.set(part.file, add(lines.get(part.file), part))
  return [...lines.values()]
    .map((line) => ({ ...line, routes: distinct([...line.routes, ...loggedRoutes(line, logs)]) }))
    .toSorted((a, b) => b.share - a.share)
}

function partsOf({ time_share, statement, servers, sites, first_seen }: SlowStatement): Finding[] {
  if (sites.length === 0) return first_seen === null ? [] : [firstCaller(first_seen)]
  return sites.map(({ file, share, routes }) => ({
    file,
    share: time_share * share,
    routes: routes.map(({ route }) => route),
    statement,
    servers,
  }))

  /** If no sample saw the statement, only its first caller is known. */
  function firstCaller({
    file = '',
    method,
    route,
    job,
  }: Readonly<Record<string, string>>): Finding {
    const routes = route === undefined ? job && `job ${job}` : `${method} ${route}`
    return { file, share: time_share, routes: routes ? [routes] : [], statement, servers }
  }
}

function add(a: Finding | undefined, b: Finding): Finding {
  if (a === undefined) return b
  return {
    file: a.file,
    share: a.share + b.share,
    routes: [...a.routes, ...b.routes],
    statement: a.share > b.share ? a.statement : b.statement,
    servers: distinct([...a.servers, ...b.servers]),
  }
}

function loggedRoutes({ file }: Finding, logs: readonly LogRow[]): string[] {
  return logs
    .filter(({ type, files }) => type === 'slow' && files.includes(file))
    .flatMap(({ routes }) => routes.map(({ name }) => name))
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].toSorted()
}
