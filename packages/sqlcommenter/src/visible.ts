const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/**
 * The text as a terminal or a log may be given it: control, bidirectional and other invisible characters become `\u{1b}`.
 * Tags and SQL come from whoever writes to the database.
 *
 * ```ts
 * import { visible } from '@sqltrace/sqlcommenter'
 *
 * console.log(visible('/shops/\u001b[2J')) // /shops/\u{1b}[2J
 * ```
 */
export function visible(text: string): string {
  return text.replace(unsafe, (char) => `\\u{${char.codePointAt(0)?.toString(16)}}`)
}
