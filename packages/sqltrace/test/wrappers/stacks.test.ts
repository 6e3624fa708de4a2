import fc from 'fast-check'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { PoolConfig } from 'pg'
import { expect, test } from 'vitest'
import { traced } from '../../src/index.js'
import type { Wrap } from '../contract/harness/stage.js'
import { useDatabase } from '../support/database.js'
import { type App, type Forms, kyselyForms, pgForms } from './forms.js'
import { type Layer, layers } from './layers.js'

const database = useDatabase()
const plain: Wrap = (target) => target
const ourComment = / ?\/\*(?:file|transaction)='[^*]*'\*\//g

/** What wrappers received, what the app got, and what the server did. */
async function run(stack: readonly Layer[], called: Forms[string][], wrap: Wrap) {
  const seen: unknown[] = []
  const results: unknown[] = []
  const sent = await database.sent(async () => {
    const app = build(stack, seen, wrap)
    for (const form of called) results.push(await form(app))
    await app.pool.end()
  })
  return { seen, results, sent: sent.map((text) => text.replace(ourComment, '')) }
}

function build(stack: readonly Layer[], seen: unknown[], wrap: Wrap): App {
  const see = (text: unknown) => void seen.push(text)
  const config: PoolConfig = { connectionString: database.url, max: 1 }
  let Class: typeof pg.Pool = pg.Pool
  for (const layer of stack) {
    config.Client = layer.client?.(config.Client ?? pg.Client, see) ?? config.Client
    Object.assign(config, layer.config?.(see))
    Class = layer.subclass?.(Class, see) ?? Class
  }
  const plainPool = new Class(config)
  for (const layer of stack) layer.before?.(plainPool, see)
  const pool = wrap(plainPool)
  for (const layer of stack) layer.after?.(pool, see)
  return { pool, db: wrap(new Kysely({ dialect: new PostgresDialect({ pool }) })) }
}

const someOf = <T>(all: Readonly<Record<string, T>>) =>
  fc.array(fc.constantFrom(...Object.keys(all)), { minLength: 1, maxLength: 4 })

async function isTheSame(forms: Forms, compared: (outcome: Outcome) => unknown) {
  const property = fc.asyncProperty(someOf(layers), someOf(forms), async (names, calls) => {
    const stack = names.map((name) => layers[name]!)
    const called = calls.map((name) => forms[name]!)
    const expected = await run(stack, called, plain)
    expect(compared(await run(stack, called, traced))).toEqual(compared(expected))
  })
  const { SQLTRACE_STACK_RUNS: runs = '40', SQLTRACE_STACK_SEED: seed = '7' } = process.env
  await fc.assert(property, { numRuns: Number(runs), seed: Number(seed) })
}

type Outcome = Awaited<ReturnType<typeof run>>

test(
  'under any stack of wrappers, pg sends and returns the same, traced and plain',
  () => isTheSame(pgForms, (outcome) => outcome),
  600_000,
)

// Wrappers below a traced Kysely receive the text with its comment.
test(
  'over any stack of wrappers, Kysely sends and returns the same, traced and plain',
  () => isTheSame(kyselyForms, ({ results, sent }) => ({ results, sent })),
  600_000,
)
