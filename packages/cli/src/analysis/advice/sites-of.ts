import { siteOf, workOf } from '../site-of.js'
import type { SlowRow } from '../../model/slow-row.js'
import type { Tags } from '../../model/tags.js'
import type { FoundSite } from '../../model/finding.js'

const maxSites = 5

/** The lines that send these statements, those of the costliest statement first: as sampled, else as first seen. */
export function sitesOf(rows: readonly SlowRow[], label: string): FoundSite[] {
  const found = new Map<string, FoundSite>()
  for (const row of rows) {
    for (const one of sites(row, label)) if (!found.has(one.site)) found.set(one.site, one)
  }
  return [...found.values()].slice(0, maxSites)
}

function sites(
  { sites: sampled, works, lineless, firstSeen }: SlowRow,
  label: string,
): FoundSite[] {
  if (sampled.size + lineless.size === 0) return siteOfTags(firstSeen, label)
  return [
    ...sampled.ranked().map(([site]) => ({ label, site, work: works.get(site)?.summary() })),
    ...lineless.ranked().map(([site]) => ({ label, site })),
  ]
}

/** The line that tags name, else their route or job. */
export function siteOfTags(tags: Tags, label: string): FoundSite[] {
  const site = siteOf(tags)
  const work = workOf(tags)
  if (site !== undefined) return [{ label, site, work }]
  return work === undefined ? [] : [{ label, site: work }]
}
