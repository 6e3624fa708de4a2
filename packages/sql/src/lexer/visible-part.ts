/** OpenTelemetry's conventions allow truncating a long text. */
const maxText = 50_000

/** The part of a text that we summarize and mask: its first 50,000 characters. */
export function visiblePart(sql: string): string {
  return sql.slice(0, maxText)
}

/** Whether a text is longer than its visible part. */
export function isCut(sql: string): boolean {
  return sql.length > maxText
}
