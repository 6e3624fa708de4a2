/** What is known at one level of a statement's parentheses. */
export class Level {
  /** The command that was read last, in lower case. */
  readonly command: string
  /** Whether the next name is a target. */
  expects: boolean
  /** Whether a comma brings another target. */
  lists = false
  /** In a WITH list the name whose query comes, `''` before that name. */
  expression: string | undefined = undefined

  constructor(command = '', expects = false) {
    this.command = command
    this.expects = expects
  }
}
