import { pathToFileURL } from 'node:url'
import {
  runNode,
  startOtlpReceiver,
  startPostgres,
  statements,
  temporaryFolder,
} from '@sqltrace/testing'
import { expect, onTestFinished, test } from 'vitest'
import { compiledProgram, compilePrograms } from './compile-programs.js'
import { allPrograms } from './programs.js'

const tracing = allPrograms().find(({ text }) => text.includes('new NodeTracerProvider'))
const app = `
import { Pool } from 'pg'
import { traced } from 'sqltrace'

const pool = traced(new Pool())
await pool.query('select 1')
await pool.end()
process.kill(process.pid, 'SIGTERM')
`

test('the documented tracing.ts sends spans over OTLP, and the service is the tag application', async () => {
  if (!tracing) throw new Error('No tracing.ts in the documentation.')
  const [folder, server, receiver] = await Promise.all([
    temporaryFolder(),
    startPostgres({ settings: { log_statement: 'all' } }),
    startOtlpReceiver(),
  ])
  onTestFinished(async () => {
    await Promise.all([folder.remove(), server.stop(), receiver.stop()])
  })
  expect(await compilePrograms(folder.path, [tracing.text, app])).toBe('')
  const file = (index: number) => compiledProgram(folder.path, index)
  const env = {
    ...server.environment,
    OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
  }
  const nodeOptions = ['--import', pathToFileURL(file(0)).href]
  const result = await runNode(file(1), { cwd: folder.path, env, nodeOptions })
  expect(result).toMatchObject({ code: 0, stderr: '' })
  const [span] = receiver.spans().filter(({ name }) => name === 'select')
  expect(span?.resource['service.name']).toBe('shop')
  const [sent] = await statements(() => server.readLog())
  expect(sent?.text).toContain("application='shop'")
})
