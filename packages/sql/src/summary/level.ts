/** The state at one level of a statement's parentheses. */
export class Level {
  /** The last command read, in lower case. */
  readonly command: string
  /** Whether the next name is a target. */
  expects: boolean
  /** Whether a target follows each comma. */
  lists = false
  /** In a WITH list: the name whose query follows, `''` before that name. */
  expression: string | undefined = undefined

  constructor(command = '', expects = false) {
    this.command = command
    this.expects = expects
  }
}
