import { anyDialect, type Dialect } from '../lexer/dialect.js'
import { Tokenizer } from '../lexer/tokenizer.js'
import { visiblePart } from '../lexer/visible-part.js'
import { keywords } from './keywords.js'
import { Level } from './level.js'
import { readableName } from './readable-name.js'
import { SummaryText } from './summary-text.js'

/**
 * The commands of a text and their targets, in order and as written, following the OpenTelemetry
 * conventions for `db.query.summary`: at most 255 characters, cut between names, never a value.
 * Names of common table expressions, cursors and savepoints are not targets. Without a known
 * command, the summary is the first word, or `''`.
 *
 * ```ts
 * summarize('insert into "audit" select * from "orders" join "users" using ("id")')
 * // insert audit select orders users
 * ```
 */
export function summarize(sql: string, dialect: Dialect = anyDialect): string {
  return new Summarizer(visiblePart(sql), dialect).run()
}

class Summarizer {
  readonly #tokens: Tokenizer
  readonly #summary = new SummaryText()
  readonly #outer: Level[] = []
  readonly #expressions = new Set<string>()
  #level = new Level()
  #isRecursive = false
  /** The token: a symbol, a word in lower case, or `?` for anything else. */
  #word = ''
  /** The previous token, `''` at the start of a statement. */
  #previous = ''

  constructor(sql: string, dialect: Dialect) {
    this.#tokens = new Tokenizer(sql, dialect)
  }

  run(): string {
    this.#advance()
    while (this.#tokens.kind !== 'end' && !this.#summary.isFull) this.#read()
    return this.#summary.toString()
  }

  #advance(): void {
    const tokens = this.#tokens
    this.#previous = this.#word
    while (tokens.next() === 'comment');
    this.#word =
      tokens.kind === 'word' || tokens.kind === 'symbol' ? tokens.text.toLowerCase() : '?'
  }

  #read(): void {
    const { kind } = this.#tokens
    if (kind === 'word') this.#readWord()
    else if (kind === 'name') this.#readName()
    else this.#readSymbol()
  }

  #readWord(): void {
    const word = this.#word
    const level = this.#level
    if (level.expression === '') this.#readName()
    else if (word === 'select' || this.#isCommand(word)) this.#readCommand()
    else if (word === 'with' && this.#opensExpressions()) this.#readWith()
    else if (this.#previous === '') this.#readUtility()
    else if (this.#isSource(word)) this.#readSource()
    else if (keywords.clause.has(word)) this.#readClause()
    else if (this.#noise().has(word)) this.#advance()
    else this.#readName()
  }

  #isCommand(word: string): boolean {
    if (!keywords.command.has(word)) return false
    const { command } = this.#level
    if (command === 'prepare') return this.#previous === 'as'
    return command === '' && (this.#previous === '' || keywords.opener.has(this.#previous))
  }

  #readCommand(): void {
    this.#endExpression()
    this.#begin(this.#word)
    this.#level.expects = this.#word === 'update'
    this.#advance()
  }

  /** Elsewhere WITH means `with time zone`, `with hold`, options … */
  #opensExpressions(): boolean {
    const { command } = this.#level
    const isBody = this.#previous === 'as' || this.#previous === 'for'
    return isBody || command === '' || command === 'insert'
  }

  #readWith(): void {
    this.#level = new Level()
    this.#level.expression = ''
    this.#advance()
    if (this.#word !== 'recursive') return
    this.#isRecursive = true
    this.#advance()
  }

  /** A query sees its own name only in WITH RECURSIVE. */
  #nameExpression(): void {
    this.#level.expression = readableName(this.#tokens.text).toLowerCase()
    if (this.#isRecursive) this.#endExpression()
    this.#advance()
  }

  #endExpression(): void {
    if (this.#level.expression) this.#expressions.add(this.#level.expression)
  }

  #readUtility(): void {
    const word = this.#word
    const isPrefix = keywords.prefix.has(word)
    const isTargeted = keywords.targeted.has(word)
    const isDefinition = keywords.definition.has(word)
    this.#begin(word === 'explain' ? '' : word)
    this.#level.expects = isTargeted || isDefinition
    this.#level.lists = keywords.listed.has(word)
    this.#advance()
    if (keywords.pair.has(`${word} ${this.#word}`)) this.#addWord()
    else if (isDefinition) this.#readDefinition()
    if (!isPrefix && !this.#level.expects) this.#skipStatement()
  }

  /** The kind of object, `materialized view` or `table`. */
  #readDefinition(): void {
    while (keywords.modifier.has(this.#word)) this.#advance()
    while (keywords.qualifier.has(this.#word)) this.#addWord()
    if (this.#tokens.kind === 'word') this.#addWord()
  }

  #skipStatement(): void {
    while (this.#tokens.kind !== 'end' && this.#word !== ';') this.#advance()
  }

  #isSource(word: string): boolean {
    const { command } = this.#level
    if (word === 'from') return keywords.from.has(command) && this.#previous !== 'distinct'
    if (word === 'using') return keywords.using.has(command)
    return word === 'join' || (word === 'into' && keywords.into.has(command))
  }

  #readSource(): void {
    this.#level.expects = true
    this.#level.lists ||= this.#word === 'from' || this.#word === 'using'
    this.#advance()
  }

  #readClause(): void {
    this.#level.expects = false
    this.#level.lists = false
    this.#advance()
  }

  #noise(): ReadonlySet<string> {
    const { command } = this.#level
    if (command === 'set') return keywords.setNoise
    const isUtility = keywords.targeted.has(command) || keywords.definition.has(command)
    return isUtility ? keywords.utilityNoise : keywords.sourceNoise
  }

  #readName(): void {
    if (this.#level.expression === '') this.#nameExpression()
    else if (this.#level.expects) this.#readTarget()
    else this.#advance()
  }

  #readTarget(): void {
    this.#level.expects = false
    let target = readableName(this.#tokens.text)
    this.#advance()
    while (this.#word === '.') {
      this.#advance()
      if (!this.#isIdentifier()) break
      target += `.${readableName(this.#tokens.text)}`
      this.#advance()
    }
    if (!this.#expressions.has(target.toLowerCase())) this.#summary.add(target)
  }

  #isIdentifier(): boolean {
    return this.#tokens.kind === 'word' || this.#tokens.kind === 'name'
  }

  #readSymbol(): void {
    if (this.#word === '(') this.#openLevel()
    else if (this.#word === ')') this.#level = this.#outer.pop() ?? this.#level
    else if (this.#word === ',') this.#readComma()
    else if (this.#word === ';') this.#endStatement()
    else this.#level.expects = false
    this.#advance()
  }

  /** A table may be in parentheses; for VACUUM and the like, options in parentheses precede the table. */
  #openLevel(): void {
    const { command, expects } = this.#level
    const holdsTables = command === '' || keywords.from.has(command)
    this.#level.expects = expects && keywords.listed.has(command)
    this.#outer.push(this.#level)
    this.#level = new Level('', expects && holdsTables && this.#previous !== 'using')
  }

  #readComma(): void {
    this.#endExpression()
    if (this.#level.expression !== undefined) this.#level.expression = ''
    this.#level.expects = this.#level.lists
  }

  #endStatement(): void {
    this.#outer.length = 0
    this.#expressions.clear()
    this.#isRecursive = false
    this.#level = new Level()
    this.#word = ''
  }

  #begin(command: string): void {
    this.#summary.add(this.#tokens.text)
    this.#level = new Level(command)
  }

  #addWord(): void {
    this.#summary.add(this.#tokens.text)
    this.#advance()
  }
}
