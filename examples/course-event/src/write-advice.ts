import { appendFileSync } from 'node:fs'
import { advise } from 'sqltrace/advice'

/** Writes each piece of advice on this process's statements to a file, as lines of JSON. */
export function writeAdvice(file: string): void {
  advise({ report: (advice) => appendFileSync(file, `${JSON.stringify(advice)}\n`) })
}
