import { usageError } from '../../model/cli-error.js'

const pair = /\s*(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|((?:[^\s'\\]|\\.)*))(?=\s|$)/y

/** Whether a text is a libpq connection string, such as `host=db dbname=shop`. */
export function isConninfo(text: string): boolean {
  return /^\s*\w+\s*=/.test(text)
}

/** Reads libpq's keywords and values: https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE */
export function readConninfo(text: string): Record<string, string> {
  const parameters: Record<string, string> = {}
  const body = text.trimEnd()
  for (let at = 0; at < body.length; at = pair.lastIndex) {
    pair.lastIndex = at
    const [, key, quoted, bare] = pair.exec(body) ?? []
    if (key === undefined)
      throw usageError(
        'Not a connection string; write host=… dbname=…, with quotes around values that contain blanks.',
      )
    parameters[key] = (quoted ?? bare ?? '').replaceAll(/\\(.)/g, '$1')
  }
  return parameters
}
