import type { Finding } from '../model/finding.js'
import { cutEnd } from './fit.js'
import { renderSite } from './site-line.js'
import type { Terminal } from './terminal.js'
import { visible } from './visible.js'

/** Renders each finding as a block: what is wrong, the lines of code, and the statements that fix it. */
export function renderFindings(findings: readonly Finding[], terminal: Terminal): string[] {
  if (findings.length === 0) return ['Nothing to fix.']
  return findings.flatMap((finding) => [...renderFinding(finding, terminal), ''])
}

function renderFinding(finding: Finding, terminal: Terminal): string[] {
  const { kind, servers, subject, seen, sites, statements } = finding
  const { bold, dim } = terminal.colors
  const cut = (text: string) => cutEnd(visible(text), terminal.columns)
  return [
    bold(cut(`${kind.replaceAll('-', ' ')}: ${subject}`)) + dim(`  ${visible(servers.join(', '))}`),
    ...seen.map((sentence) => cut(`  ${sentence}`)),
    ...sites.flatMap(({ label, ...site }) =>
      renderSite({ label: `    ${label}  `, ...site }, terminal),
    ),
    ...statements.map(
      (statement) => `  ${visible(statement)}${statement.startsWith('-') ? '' : ';'}`,
    ),
  ]
}
