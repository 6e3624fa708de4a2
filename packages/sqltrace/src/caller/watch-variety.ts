import { limits } from '../runtime/limits.js'
import { notify } from '../runtime/guarded.js'
import { formatPosition } from '../call-site/call-site.js'
import type { CallSite } from '../call-site/call-site.js'

const maxStatements = 20

interface Variety {
  /** The texts seen, so that each is looked at once. */
  readonly texts: Set<string>
  /** The same without the number of their parameters. */
  readonly statements: Set<string>
  characters: number
}

const varieties = new WeakMap<CallSite, Variety | 'known'>()

/**
 * Says once for a line that sends more than 20 different statements which path to add to
 * `callSite.ignore`: it is a helper, and its callers are what one wants to see.
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
  if (watched.statements.size > maxStatements) tell(site)
  if (isKnown(watched)) varieties.set(site, 'known')
}

/** Long texts are not kept: what is not told by then is not told. */
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

function tell(site: CallSite): void {
  const position = formatPosition(site)
  notify(
    `variety:${position}`,
    `${position} has sent more than ${maxStatements} different statements. If it is a helper, ` +
      `name its callers instead: traced(db, { callSite: { ignore: ['${site.file}'] } })`,
  )
}
