import { visible } from '@sqltrace/sqlcommenter'
import { defaultRoot } from '../call-site/own-code/find-root.js'
import { measuredPools } from '../telemetry/measure-pool.js'
import { poolName } from '../telemetry/pool-name.js'
import type { Advice } from './advice.js'
import { poolSettings } from './rules/pool-settings.js'
import type { ExaminedPool } from './rules/pool-settings.js'

/** Advice on the pools that are not in `known` yet; adds them to it. */
export function poolAdvice(known: WeakSet<object>): Advice[] {
  const unknown = [...measuredPools()].filter((pool) => !known.has(pool)) as ExaminedPool[]
  for (const pool of unknown) known.add(pool)
  return unknown.flatMap(advice)
}

function advice(pool: ExaminedPool): Advice[] {
  const sentences = poolSettings(pool)
  if (sentences.length === 0) return []
  return [
    {
      rule: 'pool-settings',
      file: undefined,
      seen: `The pool ${visible(poolName(pool))} does not survive a server outage.`,
      remedy: sentences.join('\n'),
      places: [],
      sql: '',
      tags: {},
      count: 1,
      root: defaultRoot(),
    },
  ]
}
