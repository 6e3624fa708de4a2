import type { Finding } from '../../model/finding.js'

/** Findings that hide others come first, then the most harmful. */
const order: readonly Finding['kind'][] = [
  'rights',
  'unread',
  'idle-in-transaction',
  'dead-rows',
  'sequential-scan',
  'read-on-writer',
  'setting',
]

/** Joins equal findings of several servers: replicas have the same tables and often the same settings. */
export function mergeFindings(findings: readonly Finding[]): Finding[] {
  const joined = new Map<string, Finding>()
  for (const finding of findings) {
    const key = `${finding.kind} ${finding.subject}`
    const known = joined.get(key)
    joined.set(key, known ? join(known, finding) : finding)
  }
  return [...joined.values()].toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
}

function join(first: Finding, second: Finding): Finding {
  const isNew = ({ site, label }: Finding['sites'][number]) =>
    !first.sites.some((one) => one.site === site && one.label === label)
  return {
    ...first,
    servers: [...first.servers, ...second.servers],
    sites: [...first.sites, ...second.sites.filter(isNew)],
  }
}
