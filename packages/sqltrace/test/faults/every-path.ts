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
    if (!scenario) throw new Error(`There is no scenario "${name}".`)
    return [name, scenario]
  })

/** A few scenarios that together take each way through the library. */
const everyPath = new Map([
  ...pick(pgQueries, 'a text with values', 'a callback after the values'),
  ...pick(pgQueries, 'an error with its position in a long text'),
  ...pick(namedStatements, 'over every client of a pool'),
  ...pick(submittables, 'a cursor, read in portions', 'a query stream, iterated', 'COPY in'),
  ...pick(pgTransactions, 'savepoints'),
  ...pick(kyselyQueries, 'insert, update, delete, merge', 'errors keep the app in their stack'),
  ...pick(kyselyPlugins, 'added before and after it is traced', 'withSchema', 'taken away'),
  ...pick(kyselyTransactions, 'commit', 'a controlled transaction with savepoints'),
  ...pick(kyselyStreams, 'left early', 'inside a transaction'),
  ...pick(kyselyInstances, 'over a pool that is wrapped too', 'a subclass'),
])

/** Plays the scenarios with what may break. */
export class EveryPath {
  readonly #shop: ShopServer
  readonly #breakables: Breakables
  readonly #plain = new Map<string, Performance>()
  /** Which scenarios call what. */
  readonly #callers = new Map<string, string[]>()

  constructor(shop: ShopServer, breakables: Breakables) {
    this.#shop = shop
    this.#breakables = breakables
  }

  /** Learns the outcomes of a plain client, and what a traced one calls. */
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
  async differing(step: string, traced: Wrap, most = 2): Promise<unknown[]> {
    const differing: unknown[] = []
    for (const name of this.#callers.get(step)?.slice(0, most) ?? []) {
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

/** Without what a broken step may lack: the corrected position of an error, and the process's warnings. */
const textOf = (outcome: Performance | undefined) =>
  JSON.stringify(outcome, (key, value) =>
    key === 'position' || key === 'warnings' ? undefined : (value as unknown),
  )
