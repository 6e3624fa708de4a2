// Prints how long sqltrace blocks the event loop in bundles of all sizes, compared with the same bundle without it.
import { startPostgres, temporaryFolder } from '@sqltrace/testing'
import { makeBundle } from './make-bundle.js'
import { figures, measure } from './measure.js'

const sizes = [1, 5, 18, 40]
const linked = sizes.flatMap((bundle) => [0.5, 1, 5, 27].map((map) => ({ bundle, map })))
const others = ['inline', 'sections', 'not ASCII'].map((form) => ({ bundle: 18, map: 27, form }))
const small = { bundle: 0.3, map: 0.1, form: 'without sources' }
const runs = 3

const server = await startPostgres()
const folder = await temporaryFolder()
try {
  print('megabytes', figures, figures)
  for (const shape of [small, ...linked, ...others]) await report(shape)
} finally {
  await folder.remove()
  await server.stop()
}

async function report(shape) {
  const { file, sizes } = await makeBundle(folder.path, shape)
  const traced = await measure(file, server.url, { runs, traced: true })
  const plain = await measure(file, server.url, { runs, traced: false })
  const name = `${sizes.bundle}, map ${sizes.map} ${shape.form ?? ''}`
  print(name, Object.values(traced), Object.values(plain))
}

function print(name, traced, plain) {
  const cells = (row) => row.map((cell) => `${cell}`.padStart(7)).join('')
  console.log(`${name.padEnd(28)}${cells(traced)}  plain:${cells(plain)}`)
}
