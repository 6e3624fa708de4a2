import { type Dialect, postgresql } from './lexer/dialect.js'
import { findKeyword } from './find-keyword.js'
import { StatementReader } from './statement-reader.js'

/** A command's effect on its connection's transaction; `and chain` has two: it ends one and begins the next. */
export type TransactionCommand = 'begin' | 'commit' | 'rollback'

const none: readonly TransactionCommand[] = []
/** First letters of other commands: one or two letters rule out most texts (bench "steps": transaction). */
const otherStart = /^[ \t-\r]*(?:[df-oqt-z]|s[^t])/i
const firstWords = /^(?:begin|start|commit|end|prepare|rollback|abort)$/i
const anywhere = /\b(?:begin|start|commit|end|prepare|rollback|abort)\b/i

/**
 * The transaction commands of all statements in a text, in order. Savepoint commands don't count: the transaction stays
 * open. PREPARE TRANSACTION counts as a commit: it detaches the transaction from the session.
 *
 * ```ts
 * transactionCommands('begin; select 1; commit and chain') // ['begin', 'commit', 'begin']
 * ```
 */
export function transactionCommands(
  sql: string,
  dialect: Dialect = postgresql(),
): readonly TransactionCommand[] {
  if (otherStart.test(sql) && !sql.includes(';')) return none
  const keyword = findKeyword(sql)
  if (!keyword || !mayHold(sql, sql.slice(keyword.start, keyword.end))) return none
  const reader = new StatementReader(sql, dialect, keyword.start)
  const commands: TransactionCommand[] = []
  for (let words = reader.next(); words; words = reader.next()) commands.push(...commandsOf(words))
  return commands
}

/** Most texts are a single statement, whose first word decides. */
function mayHold(sql: string, firstWord: string): boolean {
  return firstWords.test(firstWord) || (sql.includes(';') && anywhere.test(sql))
}

function commandsOf([first = '', ...rest]: readonly string[]): readonly TransactionCommand[] {
  switch (first) {
    case 'begin':
      return ['begin']
    case 'start':
      return rest[0] === 'transaction' ? ['begin'] : none
    case 'commit':
    case 'end':
      return ending('commit', rest)
    case 'rollback':
    case 'abort':
      return ending('rollback', rest)
    case 'prepare':
      return rest[0] === 'transaction' ? ['commit'] : none
    default:
      return none
  }
}

function ending(
  command: 'commit' | 'rollback',
  words: readonly string[],
): readonly TransactionCommand[] {
  const [next = '', ...rest] = words
  if (next === 'work' || next === 'transaction') return ending(command, rest)
  if (next === 'to' || next === 'prepared') return none
  return next === 'and' && rest[0] === 'chain' ? [command, 'begin'] : [command]
}
