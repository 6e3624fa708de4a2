import { siteOf, workOf } from '../site.js'
import type { SlowRow } from '../slow.js'
import type { FoundSite } from './finding.js'

const mostSites = 5

/** The lines that send these statements, the costliest first: as sampled, else as first seen. */
export function sitesOf(rows: readonly SlowRow[], label: string): FoundSite[] {
  const found = new Map<string, FoundSite>()
  for (const row of rows) {
    for (const one of sites(row, label)) if (!found.has(one.site)) found.set(one.site, one)
  }
  return [...found.values()].slice(0, mostSites)
}

function sites({ sites: sampled, works, firstSeen }: SlowRow, label: string): FoundSite[] {
  const first = siteOf(firstSeen)
  if (sampled.size === 0) return first ? [{ label, site: first, work: workOf(firstSeen) }] : []
  return sampled.ranked().map(([site]) => ({ label, site, work: works.get(site)?.summary() }))
}
