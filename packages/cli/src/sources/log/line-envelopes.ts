/**
 * A collector's prefix on each line. Named groups: `time`, `stream` (which of several logs), `process`,
 * `sequence` and `chunk` (PostgreSQL's numbers in syslog), `flag` (Kubernetes: whether the line continues).
 */
export interface LineEnvelope {
  readonly name: string
  readonly pattern: RegExp
  /** rsyslog writes control characters in octal: https://www.rsyslog.com/doc/configuration/input_directives/rsconf1_escapecontrolcharactersonreceive.html */
  readonly hasOctal?: boolean
}

const iso = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?`
const day = String.raw`[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)?`
const dated = String.raw`(?:[A-Z][a-z]{2} )?\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)? [A-Z]{3,5}`
const color = String.raw`${String.fromCharCode(27)}\[[\d;]*m`
const numbers = String.raw`(?:\[(?<sequence>\d+)(?:-(?<chunk>\d+))?\] )?`

/** In the order they are tried. */
export const lineEnvelopes: readonly LineEnvelope[] = [
  {
    // https://github.com/kubernetes/design-proposals-archive/blob/main/node/kubelet-cri-logging.md
    name: 'Kubernetes CRI',
    pattern: new RegExp(String.raw`^(?<time>${iso}) (?<stream>stdout|stderr) (?<flag>[FP])(?: |$)`),
  },
  {
    // https://devcenter.heroku.com/articles/postgres-logs-errors
    name: 'Heroku',
    pattern: new RegExp(
      String.raw`^(?:<\d+>1 )?(?<time>${iso})(?: \S+)? (?<stream>(?:app|heroku)\[[\w.-]+\]:)(?: \[\w+\])? ?${numbers}`,
    ),
    hasOctal: true,
  },
  {
    // https://www.rfc-editor.org/rfc/rfc5424
    name: 'syslog',
    pattern: new RegExp(
      String.raw`^<\d+>1 (?<time>\S+) (?<stream>\S+ \S+) (?<process>\S+) \S+ (?:-|\[(?:[^"\]]|"(?:[^"\\]|\\.)*")*\])(?: \u00ef\u00bb\u00bf| {1,2})?${numbers}`,
    ),
    hasOctal: true,
  },
  {
    // https://www.rfc-editor.org/rfc/rfc3164, and journalctl in its short formats
    name: 'syslog',
    pattern: new RegExp(
      String.raw`^(?:<\d+>)?(?<time>${iso}|${day}|\d{10}\.\d{6}) (?<stream>[^\s[\]]+ [^\s:[\]]+)(?:\[(?<process>\d+)\])?: ${numbers}`,
    ),
    hasOctal: true,
  },
  {
    name: 'journalctl -o short-full',
    pattern: new RegExp(
      String.raw`^(?<time>${dated}) (?<stream>[^\s[\]]+ [^\s:[\]]+)\[(?<process>\d+)\]: ${numbers}`,
    ),
  },
  {
    name: 'Docker Compose',
    pattern: new RegExp(
      String.raw`^(?:${color})*(?:\d\d:\d\d:\d\d )?(?<stream>(?:\d+\|)?[\w.@-]+) *\|(?: ${color}|${color} ?| ?)`,
    ),
  },
  { name: 'kubectl --prefix', pattern: /^\[(?<stream>(?:pod\/)?[\w.-]+\/[\w./-]+)\] / },
  {
    name: 'logcli',
    pattern: new RegExp(String.raw`^(?<time>${iso}) (?<stream>\{[^}]*\})\s`),
  },
  { name: 'timestamps', pattern: new RegExp(String.raw`^(?<time>${iso})(?:[ \t]|$)`) },
]

const maxPrefix = 120
const minShare = 0.9

/**
 * A prefix of an unknown collector. PostgreSQL begins each continuation line with a tab:
 * what precedes these tabs, and also all other lines, is not from the server.
 */
export function learnEnvelope(lines: readonly string[]): LineEnvelope | undefined {
  const continued = lines.find((line) => /^[^\t]{1,120}\t/.test(line) && !line.includes(':  '))
  const prefix = continued?.slice(0, continued.indexOf('\t')) ?? ''
  if (prefix.length === 0 || prefix.length > maxPrefix) return undefined
  const shape = prefix
    .replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
    .replaceAll(/\d+/g, '\\d+')
  const pattern = new RegExp(`^${shape}`)
  const matching = lines.filter((line) => pattern.test(line))
  if (matching.length < lines.length * minShare) return undefined
  const separated = new RegExp(`^${shape}\t`)
  const isSeparator = matching.every((line) => separated.test(line))
  return { name: 'prefixed', pattern: isSeparator ? separated : pattern }
}
