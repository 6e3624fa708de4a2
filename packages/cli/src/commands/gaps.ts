import { CliError } from '../model/cli-error.js'
import type { Finding } from '../model/finding.js'

/** Errors from a server that otherwise works: one failed reading must not hide what the others find. */
const tolerated = ['SQLTRACE_RIGHTS', 'SQLTRACE_SERVER', 'SQLTRACE_TIMEOUT']

/** Collects the failed readings of one server as findings. */
export class Gaps {
  readonly findings: Finding[] = []
  readonly #server: string

  constructor(server: string) {
    this.#server = server
  }

  /** The result of `reading`, or `otherwise` if the server refuses it. */
  async attempt<T>(subject: string, reading: Promise<T>, otherwise: T): Promise<T> {
    try {
      return await reading
    } catch (error) {
      if (!(error instanceof CliError) || !tolerated.includes(error.code)) throw error
      this.findings.push(this.#finding(subject, error.message))
      return otherwise
    }
  }

  #finding(subject: string, message: string): Finding {
    const seen = [message.replace(`${this.#server}: `, '')]
    return { kind: 'unread', servers: [this.#server], subject, seen, sites: [], statements: [] }
  }
}
