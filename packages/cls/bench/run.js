import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { writeBetween } from '../../../scripts/write-between.js'
import { operations } from './operations.js'

const path = (file) => fileURLToPath(new URL(file, import.meta.url))
const modules = {
  '@sqltrace/cls': path('../dist/bundle/index.cjs'),
  'cls-hooked': path('../peers/node_modules/cls-hooked'),
}
const rounds = [1, 2, 3, 4, 5]

const measure = (node, ...args) =>
  Number(execFileSync(node, [path('measure.js'), ...args], { encoding: 'utf8' }))

/** The minimum for each module, from alternating processes: other work on the machine only adds time. */
const compare = (node, operation) => {
  const found = new Map(Object.keys(modules).map((module) => [module, []]))
  for (const round of rounds) {
    const order = round % 2 ? [...found] : [...found].toReversed()
    for (const [module, values] of order) values.push(measure(node, modules[module], operation))
  }
  for (const [module, values] of found)
    console.log(operation, module, values.map(Math.round).join(' '))
  return [...found.values()].map((values) => Math.round(Math.min(...values)))
}

const version = (node) =>
  execFileSync(node, ['-p', 'process.versions.node.split(`.`)[0]'], { encoding: 'utf8' })
const row = (cells) => `| ${cells.join(' | ')} |`

const nodes = [process.execPath, ...process.argv.slice(2)]
const titles = nodes.flatMap((node) =>
  Object.keys(modules).map((module) => `${module}, Node.js ${version(node).trim()}`),
)
const table = [
  row(['ns', ...titles]),
  row(['---', ...titles.map(() => '--:')]),
  ...Object.keys(operations).map((name) =>
    row([name, ...nodes.flatMap((node) => compare(node, name))]),
  ),
].join('\n')

writeBetween(new URL('../../../docs/cls.md', import.meta.url), 'bench', table)
console.log(table)
