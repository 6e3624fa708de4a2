import { limits } from '../runtime/limits.js'
import { shared } from '@sqltrace/context'

interface KeptText {
  readonly sql: string
  readonly text: string
}

/** Keeps the last text that it was asked for. */
export interface TextKeeper {
  last?: KeptText | undefined
}

const kept = shared('kept texts', () => ({ sizes: new Map<TextKeeper, number>(), characters: 0 }))

/** Lets `keeper` keep a text; if the total becomes too large, the keepers with the oldest texts drop theirs. */
export function keep<T extends KeptText>(keeper: { last?: T | undefined }, last: T): void {
  const { characters, total } = limits.tagged
  if (last.sql.length > characters) return
  forget(keeper)
  keeper.last = last
  const size = last.sql.length + last.text.length
  kept.sizes.set(keeper, size)
  kept.characters += size
  for (const oldest of kept.sizes.keys()) {
    if (kept.characters <= total) return
    forget(oldest)
  }
}

function forget(keeper: TextKeeper): void {
  keeper.last = undefined
  kept.characters -= kept.sizes.get(keeper) ?? 0
  kept.sizes.delete(keeper)
}
