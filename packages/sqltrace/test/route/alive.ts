import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** How many of the objects are left after a garbage collection. */
export function alive(references: WeakRef<object>[]): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return references.filter((reference) => reference.deref()).length
}
