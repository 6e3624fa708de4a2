/** OpenTelemetry's conventions allow to cut a long text; nobody reads more of it on a span. */
const maxText = 50_000

/** As much of a text as is described. */
export function visiblePart(sql: string): string {
  return sql.slice(0, maxText)
}

/** Whether a text is longer than what is described of it. */
export function isCut(sql: string): boolean {
  return sql.length > maxText
}
