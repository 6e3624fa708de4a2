import type { Wait } from './activity.js'
import type { LockPicture } from './lock-picture.js'
import type { Mark } from './mark.js'
import type { ServerState } from './server-state.js'

/** What rows and series are grouped by; `tag:version` is any tag. */
export type Dimension =
  | 'wait'
  | 'line'
  | 'route'
  | 'file'
  | 'statement'
  | 'application'
  | 'user'
  | 'server'
  | `tag:${string}`

/** GET /api/overview */
export interface Overview {
  /** Milliseconds since the epoch, by the server's clock. */
  readonly now: number
  readonly from: number | undefined
  readonly to: number | undefined
  /** Whether new samples arrive. */
  readonly isLive: boolean
  readonly isRecorded: boolean
  readonly isReplay: boolean
  readonly servers: readonly (ServerState & {
    readonly samples: number
    readonly missed: number
    readonly trouble: string | undefined
    /** Mean milliseconds of a look. */
    readonly took: number
  })[]
  /** Tag keys that can be grouped by. */
  readonly tags: readonly string[]
  /** An editor's address with {path}, {line} and {column}, and Jaeger's; `undefined` if not given. */
  readonly editor: string | undefined
  readonly jaeger: string | undefined
}

/** GET /api/load?from=&to=&by=&filter=&servers= */
export interface LoadAnswer {
  readonly from: number
  readonly to: number
  /** Milliseconds between points. */
  readonly step: number
  /** The start of each step. */
  readonly times: readonly number[]
  /** At most 12, heaviest first, then `other` with the rest; values are average active sessions, `null` is a gap. */
  readonly series: readonly { readonly key: string; readonly values: readonly (number | null)[] }[]
  readonly lanes: readonly {
    readonly server: string
    readonly role: ServerState['role']
    readonly values: readonly (number | null)[]
  }[]
  readonly marks: readonly Mark[]
  readonly cpus: number | undefined
}

/** GET /api/rows?from=&to=&by=&filter=&servers= */
export interface RowsAnswer {
  readonly load: number
  /** Shares of the load from 0 to 1. */
  readonly withLine: number
  readonly withTags: number
  readonly cutOff: number
  readonly samples: number
  readonly missed: number
  readonly idleInTransaction: number
  readonly hidden: number
  readonly rows: readonly Row[]
}

/** One group's part of the load. */
export interface Row {
  /** `null`: the load that names none. */
  readonly key: string | null
  readonly load: number
  readonly share: number
  readonly waits: Readonly<Record<Wait, number>>
  /** From pg_stat_statements, which counts every caller of the statement; `undefined` without. */
  readonly calls: number | undefined
  readonly mean: number | undefined
  /** Milliseconds, from a log. */
  readonly p95: number | undefined
  readonly rows: number | undefined
  readonly firstSeen: number
  readonly lastSeen: number
  /** Not seen in the day before the span. */
  readonly isNew: boolean
  readonly lines: readonly Part[]
  readonly routes: readonly Part[]
  readonly statements: readonly Part[]
  readonly servers: readonly Part[]
  readonly applications: readonly Part[]
  /** Tags of one of its statements. */
  readonly tags: Readonly<Record<string, string>>
}

export interface Part {
  readonly name: string
  readonly load: number
}

/** GET /api/row?from=&to=&by=&key= */
export interface RowAnswer {
  readonly row: Row
  readonly times: readonly number[]
  readonly waits: Readonly<Record<Wait, readonly (number | null)[]>>
  readonly source: Source | undefined
  /** Sessions that run it now; empty for the past. */
  readonly sessions: readonly {
    readonly server: string
    readonly pid: number
    readonly state: string
    readonly wait: string
    readonly seconds: number
  }[]
  /** Advice that applies to it, as sentences. */
  readonly advice: readonly string[]
  readonly traces: readonly string[]
  /** Blocks to copy: the tag, a Markdown block for a ticket, a prompt for a coding agent. */
  readonly tag: string
  readonly markdown: string
  readonly prompt: string
}

/** The lines around a call site at the deployed version. */
export interface Source {
  readonly path: string
  /** The number of the first line in `lines`. */
  readonly first: number
  readonly lines: readonly string[]
  readonly marked: number
  /** `at 3f2a91c` or `in the working tree`. */
  readonly label: string
}

/** GET /api/locks?at= */
export interface LocksAnswer {
  readonly pictures: readonly LockPicture[]
}

/** GET /api/compare?from=&to=&with=&by= : the span beside one of the same length that starts at `with`. */
export interface CompareAnswer {
  readonly rows: readonly {
    readonly key: string | null
    readonly before: number
    readonly now: number
    readonly change: 'new' | 'gone' | 'grown' | 'shrunk' | 'same'
  }[]
}

/** POST /api/explain { server, statement } : `explain (generic_plan)`, which runs nothing; PostgreSQL 16 and later. */
export interface ExplainAnswer {
  readonly plan: string | undefined
  readonly trouble: string | undefined
}

/** An exported incident: GET /export.json, and the data inside /export.html. */
export interface Incident {
  readonly sqltrace: 1
  readonly from: number
  readonly to: number
  readonly overview: Overview
  readonly cells: readonly unknown[]
  readonly marks: readonly Mark[]
}

/** GET /api/events sends `event: tick` with the time of the newest sample whenever something new can be asked. */
export interface Tick {
  readonly at: number
}
