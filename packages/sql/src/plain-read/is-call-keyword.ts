/** Words that a parenthesis may follow, and that cannot be a function's name without quotes. */
const keywords = new Set(
  `
  all and any array as asymmetric between case distinct else except exists for from group having in intersect lateral
  limit not offset on only or returning row select some symmetric then to union using values
  variadic when where window with
  bit char character dec decimal float interval national nchar numeric time timestamp varchar
  `
    .trim()
    .split(/\s+/),
)

/** Words that are keywords only after certain others. */
const keywordsAfter: Readonly<Record<string, ReadonlySet<string>>> = {
  by: new Set(['group', 'order', 'partition']),
  sets: new Set(['grouping']),
  rollup: new Set(['by']),
  cube: new Set(['by']),
  first: new Set(['fetch']),
  next: new Set(['fetch']),
  materialized: new Set(['not']),
  bernoulli: new Set(['tablesample']),
  system: new Set(['tablesample']),
  varying: new Set(['bit', 'char', 'character', 'nchar']),
}

/** Whether a word before a parenthesis belongs to a clause, an expression or a type; `before` is the previous token. */
export function isCallKeyword(word: string, before: string | undefined): boolean {
  if (keywords.has(word)) return true
  if (word === 'join') return before !== undefined && isOperandEnd(before)
  const openers = Object.hasOwn(keywordsAfter, word) ? keywordsAfter[word] : undefined
  return before !== undefined && openers?.has(before) === true
}

/** A function may be called `join`, but only where an operand begins. */
function isOperandEnd(token: string): boolean {
  return !keywords.has(token) && token !== 'by' && /^[\w"`)\]\x80-\uffff]/.test(token)
}
