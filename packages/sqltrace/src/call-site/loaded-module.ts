import nodeModule from 'node:module'

const { _cache: cache } = nodeModule as unknown as { _cache?: Readonly<Record<string, unknown>> }

/** What Node holds of a CommonJS module: another object once it was loaded again, if it is one. */
export function loadedModule(path: string): unknown {
  return cache?.[path]
}
