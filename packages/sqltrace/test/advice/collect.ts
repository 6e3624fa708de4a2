import { advise } from 'sqltrace/advice'
import type { Advice, RuleSettings } from 'sqltrace/advice'

/** The advice on what `fn` does. */
export async function adviceOn(fn: () => unknown, rules: RuleSettings = {}): Promise<Advice[]> {
  const given: Advice[] = []
  const stop = advise({
    report: (advice) => given.push(advice),
    rules: { 'pool-settings': false, ...rules },
  })
  try {
    await fn()
  } finally {
    stop()
  }
  return given
}
