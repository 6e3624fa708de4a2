const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/**
 * Escapes control, bidirectional and other invisible characters as `\u{1b}`, so that the text is safe to print on a
 * terminal or in a log. Anyone who can write to the database controls tags and SQL.
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
