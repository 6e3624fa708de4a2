// Writes the table in docs/options.md from the doc comments of the options.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))
const page = path('../../../docs/options.md')
const field = /\/\*\* (.+?) \*\/\n {2}(\w+)\?: (.+) \| undefined/g

/** The page with its table regenerated from the source. */
export function withOptions(text = readFileSync(page, 'utf8')) {
  return text.replace(/(<!-- options -->\n)[\s\S]*?(<!-- \/options -->)/, `$1\n${table()}\n$2`)
}

function table() {
  const source = readFileSync(path('../src/options/traced-options.ts'), 'utf8')
  const [own, nested] = source.split('export interface CallSiteOptions')
  const rows = [...own.matchAll(field)].map(([, text, name]) => row(name, text))
  const inner = [...nested.matchAll(field)].map(([, text, name]) => row(`callSite.${name}`, text))
  const all = rows.flatMap((line) => (line.startsWith('| `callSite`') ? inner : [line]))
  return ['| option | default | what |', '| --- | --- | --- |', ...all, ''].join('\n')
}

function row(name, text) {
  const [what, standard = 'nothing'] = text.split(' Defaults to ')
  return `| \`${name}\` | ${standard.replace(/\.$/, '')} | ${what} |`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(page, withOptions())
