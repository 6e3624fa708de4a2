import { setTimeout as sleep } from 'node:timers/promises'
import type { Performance } from '../contract/harness/perform.js'
import { perform } from '../contract/harness/perform.js'
import type { Scenario, Scenarios } from '../contract/harness/scenario.js'
import type { Wrap } from '../contract/harness/stage.js'
import type { ShopServer } from '../contract/harness/start-shop.js'
import { kyselyInstances } from '../contract/scenarios/kysely-instances.js'
import { kyselyPlugins } from '../contract/scenarios/kysely-plugins.js'
import { kyselyQueries } from '../contract/scenarios/kysely-queries.js'
import { kyselyStreams } from '../contract/scenarios/kysely-streams.js'
import { kyselyTransactions } from '../contract/scenarios/kysely-transactions.js'
import { namedStatements } from '../contract/scenarios/named-statements.js'
import { pgQueries } from '../contract/scenarios/pg-queries.js'
import { pgTransactions } from '../contract/scenarios/pg-transactions.js'
import { submittables } from '../contract/scenarios/submittables.js'
import type { Breakables } from './breakable.js'

const pick = (scenarios: Scenarios, ...names: string[]) =>
  names.map((name): readonly [string, Scenario] => {
    const scenario = scenarios[name]
    if (!scenario) throw new Error(`Unknown scenario "${name}"`)
    return [name, scenario]
  })

/** A few scenarios that together take every path through the library. */
const everyPath = new Map([
  ...pick(pgQueries, 'a text with values', 'a callback after the values'),
  ...pick(pgQueries, 'an error with its position in a long text'),
  ...pick(namedStatements, 'over every client of a pool'),
  ...pick(submittables, 'a cursor, read in batches', 'a query stream, iterated', 'COPY in'),
  ...pick(pgTransactions, 'savepoints'),
  ...pick(kyselyQueries, 'insert, update, delete, merge', 'errors keep the app in their stack'),
  ...pick(kyselyPlugins, 'added before and after it is traced', 'withSchema', 'removed'),
  ...pick(kyselyTransactions, 'commit', 'a controlled transaction with savepoints'),
  ...pick(kyselyStreams, 'left early', 'inside a transaction'),
  ...pick(kyselyInstances, 'over a pool that is also wrapped', 'a subclass'),
])

/** Runs the scenarios with functions that may break. */
export class EveryPath {
  readonly #shop: ShopServer
  readonly #breakables: Breakables
  readonly #plain = new Map<string, Performance>()
  /** The scenarios that call each function. */
  readonly #callers = new Map<string, string[]>()

  constructor(shop: ShopServer, breakables: Breakables) {
    this.#shop = shop
    this.#breakables = breakables
  }

  /** Records the outcomes of a plain client, and which functions a traced one calls. */
  async learn(traced: Wrap): Promise<string[]> {
    for (const name of everyPath.keys()) {
      this.#plain.set(name, await this.#play(name, (target) => target))
      this.#breakables.called.clear()
      await this.#play(name, traced)
      for (const step of this.#breakables.called) {
        this.#callers.set(step, [...(this.#callers.get(step) ?? []), name])
      }
    }
    return [...this.#callers.keys()]
  }

  /** The outcomes that differ from a plain client's while `step` is broken. */
  async differing(step: string, traced: Wrap, maxScenarios = 2): Promise<unknown[]> {
    const differing: unknown[] = []
    for (const name of this.#callers.get(step)?.slice(0, maxScenarios) ?? []) {
      const outcome = await this.#breakables.whileBroken(step, () => this.#play(name, traced))
      if (textOf(outcome) !== textOf(this.#plain.get(name))) differing.push({ name, outcome })
    }
    return differing
  }

  async #play(name: string, wrap: Wrap): Promise<Performance> {
    await this.#shop.refill()
    const hangs = sleep(5000, undefined, { ref: false }).then(() => {
      throw new Error(`"${name}" hangs while ${this.#breakables.broken} is broken.`)
    })
    return Promise.race([perform(everyPath.get(name)!, this.#shop.url, wrap), hangs])
  }
}

/** Without what a broken step may lose: the corrected position of an error, and the process's warnings. */
const textOf = (outcome: Performance | undefined) =>
  JSON.stringify(outcome, (key, value) =>
    key === 'position' || key === 'warnings' ? undefined : (value as unknown),
  )
