import nodeModule from 'node:module'

const { _cache: cache } = nodeModule as unknown as {
  _cache?: Readonly<Record<string, object | undefined>>
}

/** Node.js's object for a CommonJS module, a new one after each load; `undefined` for other modules. */
export function loadedModule(path: string): object | undefined {
  return cache?.[path]
}

/** All loaded CommonJS modules. */
export function loadedModules(): object[] {
  return Object.values(cache ?? {}).filter((module) => module !== undefined)
}
