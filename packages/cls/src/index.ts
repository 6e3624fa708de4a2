export { ERROR_SYMBOL, createNamespace, destroyNamespace, getNamespace, reset } from './cls.js'
export type { Context, Namespace, SqltraceValues } from './cls.js'
// cls-hooked is CommonJS, so apps may use its default import.
export * as default from './cls.js'
