import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { startPostgres, statements } from '@sqltrace/testing'
import { bundlerColumns } from './columns/bundlers.js'
import { loaderColumns } from './columns/loaders.js'
import { nodeColumns } from './columns/node.js'
import { testRunnerColumns } from './columns/test-runners.js'
import { judge, statementsByShape } from './judge.js'
import { expectedPositions } from './markers.js'
import { keepBuildOnly, makeProject } from './project.js'
import { installTools } from './tools.js'

const columns = [...nodeColumns, ...loaderColumns, ...bundlerColumns, ...testRunnerColumns]

const [filter = ''] = process.argv.slice(2)
await installTools()
const server = await startPostgres({ settings: { log_statement: 'all' } })
const folder = await mkdtemp(join(tmpdir(), 'call sites ü '))
let failed = false
try {
  for (const column of columns.filter(({ name }) => name.includes(filter))) {
    const cells = await tryColumn(column)
    failed ||= report(column, cells)
  }
} finally {
  await rm(folder, { recursive: true, force: true })
  await server.stop()
}
process.exitCode = failed ? 1 : 0

async function tryColumn({ build, expected = 'src', keeps, ...command }) {
  const project = join(folder, 'shop')
  await makeProject(project)
  await build?.(project)
  const positions = expectedPositions(project, expected)
  if (keeps) await keepBuildOnly(project, ...keeps)
  const before = (await received()).length
  const { code, output } = await runProgram(project, command)
  const shapes = statementsByShape((await received()).slice(before))
  if (code !== 0) console.error(output.slice(-3000))
  return [...positions].map(([shape, where]) => ({
    shape,
    ...judge(shapes.get(shape) ?? [], where),
  }))
}

async function received() {
  return (await statements(() => server.readLog())).map((statement) => statement.text)
}

async function runProgram(project, { args, cwd = (root) => root, node = process.execPath }) {
  const list = typeof args === 'function' ? args(project) : args
  const child = spawn(node, list, {
    cwd: cwd(project),
    env: { PATH: process.env.PATH, HOME: process.env.HOME, DATABASE_URL: server.url },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 120_000,
  })
  const output = Promise.all([text(child.stdout), text(child.stderr)])
  const [code] = await once(child, 'close')
  return { code, output: (await output).join('\n') }
}

function report({ name }, cells) {
  const count = (verdict) => cells.filter((cell) => cell.verdict === verdict).length
  console.log(
    `${name.padEnd(36)} right ${count('right')}  missing ${count('missing')}  wrong ${count('wrong')}`,
  )
  for (const { shape, verdict, detail } of cells.filter((cell) => cell.verdict !== 'right')) {
    console.log(`    ${verdict}: ${shape} (${detail})`)
  }
  return cells.length === 0 || count('right') < cells.length
}
