import { bundlerColumns } from './columns/bundlers.js'
import { loaderColumns } from './columns/loaders.js'
import { mapColumns } from './columns/maps.js'
import { nextColumns } from './columns/next.js'
import { nodeColumns } from './columns/node.js'
import { testRunnerColumns } from './columns/test-runners.js'
import { openMatrix } from './matrix.js'
import { installTools } from './tools.js'

const columns = [
  ...nodeColumns,
  ...loaderColumns,
  ...bundlerColumns,
  ...nextColumns,
  ...testRunnerColumns,
  ...mapColumns,
]

/** The columns that `npm test` runs too: they use only the workspace's tools and take a few seconds. */
const quick = ['tsc, CJS', 'esbuild, CJS, minified']

const [filter = ''] = process.argv.slice(2)
const isChosen =
  filter === '--quick' ? (name) => quick.includes(name) : (name) => name.includes(filter)
if (filter !== '--quick') await installTools()
const matrix = await openMatrix()
const total = { right: 0, missing: 0, wrong: 0 }
try {
  print(['runner', 'right', 'missing', 'wrong'])
  for (const column of columns.filter(({ name }) => isChosen(name))) await report(column)
  print(['all', ...Object.values(total)])
} finally {
  await matrix.close()
}
if (total.right === 0 || total.missing + total.wrong > 0) process.exitCode = 1

async function report(column) {
  const { cells, failure } = await matrix.tryColumn(column)
  const count = (verdict) => cells.filter((cell) => cell.verdict === verdict).length
  const counts = Object.keys(total).map(count)
  print([column.name, ...counts])
  for (const [index, verdict] of Object.keys(total).entries()) total[verdict] += counts[index]
  for (const { shape, verdict, detail } of cells.filter((cell) => cell.verdict !== 'right')) {
    console.log(`    ${verdict}: ${shape} (${detail})`)
  }
  if (failure) console.error(failure)
}

function print([name, ...figures]) {
  console.log(`${name.padEnd(46)}${figures.map((figure) => `${figure}`.padStart(9)).join('')}`)
}
