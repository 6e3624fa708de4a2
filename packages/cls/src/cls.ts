export { ERROR_SYMBOL } from './exception-context.js'
export type { Context, Namespace } from './namespace.js'
export { createNamespace, destroyNamespace, getNamespace, reset } from './create-namespace.js'
export type { SqltraceValues } from './sqltrace-values.js'
