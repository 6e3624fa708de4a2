const plainName = /^.[\p{L}_][\p{L}\p{N}_$]*.$/u

/** An identifier, without its quotes if it is readable without them. */
export function readableName(identifier: string): string {
  const isQuoted = identifier.startsWith('"') || identifier.startsWith('`')
  return isQuoted && plainName.test(identifier) ? identifier.slice(1, -1) : identifier
}
