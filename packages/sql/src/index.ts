export {
  anyDialect,
  postgresql,
  type Dialect,
  type StandardConformingStrings,
} from './lexer/dialect.js'
export { findKeyword } from './find-keyword.js'
export { maskLiterals } from './mask-literals.js'
export { normalizeSql } from './normalize-sql.js'
export { readTokens, value } from './lexer/read-tokens.js'
export { scan, type Scan, type Span } from './scan.js'
export { statementKind, type StatementKind } from './statement-kind.js'
export { summarize } from './summary/summarize.js'
export { transactionCommands, type TransactionCommand } from './transaction-commands.js'
export { isPlainRead } from './plain-read/is-plain-read.js'
