import nodeModule from 'node:module'

const { _cache: cache } = nodeModule as unknown as {
  _cache?: Readonly<Record<string, object | undefined>>
}

/** What Node holds of a CommonJS module: another object once it was loaded again, if it is one. */
export function loadedModule(path: string): object | undefined {
  return cache?.[path]
}

/** All CommonJS modules that are loaded. */
export function loadedModules(): object[] {
  return Object.values(cache ?? {}).filter((module) => module !== undefined)
}
