import { CliError } from '../model/cli-error.js'
import type { Finding } from '../model/finding.js'

/** What a server answers although it works: one reading that fails must not hide what the others find. */
const answers = ['SQLTRACE_RIGHTS', 'SQLTRACE_SERVER', 'SQLTRACE_TIMEOUT']

/** The readings of one server that have failed. */
export class Gaps {
  readonly findings: Finding[] = []
  readonly #server: string

  constructor(server: string) {
    this.#server = server
  }

  /** What `reading` gives, or `otherwise` where the server refuses it. */
  async attempt<T>(subject: string, reading: Promise<T>, otherwise: T): Promise<T> {
    try {
      return await reading
    } catch (error) {
      if (!(error instanceof CliError) || !answers.includes(error.code)) throw error
      this.findings.push(this.#finding(subject, error.message))
      return otherwise
    }
  }

  #finding(subject: string, message: string): Finding {
    const seen = [message.replace(`${this.#server}: `, '')]
    return { kind: 'unread', servers: [this.#server], subject, seen, sites: [], statements: [] }
  }
}
