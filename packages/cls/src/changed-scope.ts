import { ok } from 'node:assert'
import { reservedTags } from '@sqltrace/context'
import type { RequestScope, Scope } from '@sqltrace/context'

type Tags = Readonly<Record<string, string>>

/** A copy of `scope` with a new method, route or tags. `undefined` removes, as in `withTags`. */
export function changedScope(scope: Scope, key: string, value: unknown): Scope {
  if (key === 'tags') return { ...scope, tags: checked(value) }
  ok(key === 'method' || key === 'route', `Unknown key "${key}": set "method", "route" or "tags"`)
  const { [key]: _, ...others } = scope.tags ?? {}
  if (value !== undefined) return { ...scope, tags: { ...others, ...checked({ [key]: value }) } }
  return { ...scope, tags: others, request: scope.request && without(key, scope.request) }
}

function checked(tags: unknown): Tags {
  const given = Object.entries(tags ?? {}).filter(([, value]) => value !== undefined)
  for (const [key, value] of given) {
    ok(!reservedTags.has(key), `The tag "${key}" is reserved: sqltrace sets it`)
    ok(isTagValue(value), `The tag "${key}" must be a string, a number or a boolean`)
  }
  return Object.fromEntries(given.map(([key, value]) => [key, String(value)]))
}

function isTagValue(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value)
}

/** Uses getters, because the route is known only after the router has matched. */
function without(key: keyof RequestScope, request: RequestScope): RequestScope {
  return {
    id: request.id,
    get method() {
      return key === 'method' ? undefined : request.method
    },
    get route() {
      return key === 'route' ? undefined : request.route
    },
  }
}
