import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort, temporaryFolder } from '@sqltrace/testing'
import { poll } from '../failures/poll.js'
import { jaegerProgram } from './jaeger-program.js'

/** A running Jaeger. */
export interface Jaeger {
  /** The URL of its query API and its pages. */
  readonly url: string
  /** The value for `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly collector: string
  stop(): Promise<void>
}

/** The Jaeger at `JAEGER_URL`, else a new one; `undefined` if there is none. */
export async function startJaeger(progress: (text: string) => void): Promise<Jaeger | undefined> {
  const url = process.env['JAEGER_URL']
  if (url !== undefined) {
    const collector = process.env['OTEL_EXPORTER_OTLP_ENDPOINT'] ?? 'http://127.0.0.1:4318'
    return { url: url.replace(/\/$/, ''), collector, stop: async () => {} }
  }
  const program = await jaegerProgram(progress)
  return program === undefined ? undefined : launch(program)
}

async function launch(program: string): Promise<Jaeger> {
  const [query, collector, grpc] = [await freePort(), await freePort(), await freePort()]
  const folder = await temporaryFolder()
  const file = join(folder.path, 'jaeger.yaml')
  await writeFile(file, JSON.stringify(configuration(query, collector, grpc)))
  const child = spawn(program, ['--config', file], { stdio: 'ignore' })
  process.once('exit', () => child.kill())
  const url = `http://127.0.0.1:${query}`
  await poll(
    async () => (await fetch(`${url}/api/services`).catch(() => undefined))?.ok || undefined,
  )
  return {
    url,
    collector: `http://127.0.0.1:${collector}`,
    stop: async () => {
      child.kill()
      await once(child, 'exit')
      await folder.remove()
    },
  }
}

/** Everything in one process and in memory. */
function configuration(query: number, collector: number, grpc: number): unknown {
  const endpoint = (port: number) => ({ endpoint: `127.0.0.1:${port}` })
  return {
    service: {
      extensions: ['jaeger_storage', 'jaeger_query'],
      pipelines: { traces: { receivers: ['otlp'], exporters: ['jaeger_storage_exporter'] } },
      telemetry: { metrics: { level: 'none' } },
    },
    extensions: {
      jaeger_storage: { backends: { memory: { memory: { max_traces: 100_000 } } } },
      jaeger_query: {
        storage: { traces: 'memory' },
        http: endpoint(query),
        grpc: endpoint(grpc),
      },
    },
    receivers: { otlp: { protocols: { http: endpoint(collector) } } },
    exporters: { jaeger_storage_exporter: { trace_storage: 'memory' } },
  }
}
