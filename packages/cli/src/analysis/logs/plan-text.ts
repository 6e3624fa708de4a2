const textPlan =
  /Query Text: ([^]*?)(?=\n\t?Query (?:Parameters|Identifier):|\n\t?\S[^\n]*\(cost=|\n\t?\S[^\n]*\(actual |$)/
const xmlText = /<Query-Text>([^]*?)<\/Query-Text>/
/** JSON and YAML quote the text the same way. */
const quotedText = /"?Query Text"?: "((?:[^"\\]|\\.)*)"?/
const escape = /\\(?:u([\da-fA-F]{4})|(.))/g
const entity = /&(lt|gt|amp|quot|apos|#x0?d);/g
const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f' }
const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  amp: '&',
  quot: '"',
  apos: "'",
}

/** The statement of a plan that auto_explain logged as text, JSON, YAML or XML; empty if it has none. */
export function planText(plan: string): string {
  const quoted = quotedText.exec(plan)?.[1]
  if (quoted !== undefined) return quoted.replace(escape, unescape)
  const inXml = xmlText.exec(plan)?.[1]
  if (inXml !== undefined)
    return inXml.replace(entity, (_all, name: string) => entities[name] ?? '')
  return textPlan.exec(plan)?.[1] ?? ''
}

function unescape(_all: string, code: string | undefined, char = ''): string {
  if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16))
  return escapes[char] ?? char
}
