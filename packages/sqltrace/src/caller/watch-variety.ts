import { limits } from '../runtime/limits.js'
import { notify } from '../runtime/guarded.js'
import { formatPosition } from '../call-site/call-site.js'
import type { CallSite } from '../call-site/call-site.js'

const maxStatements = 20

interface Variety {
  /** The texts seen so far, so that each is examined once. */
  readonly texts: Set<string>
  /** The same texts, regardless of the length of their lists. */
  readonly statements: Set<string>
  characters: number
}

const varieties = new WeakMap<CallSite, Variety | 'known'>()

/**
 * Warns once about a line that sends more than 20 different statements, and suggests the path for
 * `callSite.ignore`: it is probably a helper, whose callers are more useful.
 */
export function watchVariety(site: CallSite, sql: string): void {
  const variety = varieties.get(site)
  if (variety === 'known' || variety?.texts.has(sql)) return
  const watched = variety ?? watch(site)
  watched.characters += sql.length
  if (watched.characters <= limits.variety.characters) {
    watched.texts.add(sql)
    watched.statements.add(withoutLists(sql))
  }
  if (watched.statements.size > maxStatements) warn(site)
  if (isKnown(watched)) varieties.set(site, 'known')
}

/** Once the limit is reached without a warning, the line is no longer watched. */
function isKnown({ texts, statements, characters }: Variety): boolean {
  const isFull = texts.size > limits.variety.texts || characters > limits.variety.characters
  return isFull || statements.size > maxStatements
}

function watch(site: CallSite): Variety {
  const variety = { texts: new Set<string>(), statements: new Set<string>(), characters: 0 }
  varieties.set(site, variety)
  return variety
}

/** `in ($1, $2)` is the same statement as `in ($1)`, and so are two rows and one. */
function withoutLists(sql: string): string {
  return sql
    .replace(/\$\d+(?:::\w+)?/g, '$')
    .replace(/\$(?:\s*,\s*\$)+/g, '$')
    .replace(/\(\$\)(?:\s*,\s*\(\$\))+/g, '($)')
}

function warn(site: CallSite): void {
  const position = formatPosition(site)
  notify(
    `variety:${position}`,
    `${position} has sent more than ${maxStatements} different statements. If it is a helper, ` +
      `ignore it to tag its callers instead: traced(db, { callSite: { ignore: ['${site.file}'] } })`,
  )
}
