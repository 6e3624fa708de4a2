import { execFile } from 'node:child_process'
import { mkdir, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { modules } from '../project.js'
import { toolFile } from '../tools.js'
import { tsc } from './build.js'

const run = promisify(execFile)
const next = 'node_modules/next/dist/bin/next'

/** Next.js and its dependencies; it loads nothing from outside the project. */
const tools = `
  next react react-dom scheduler styled-jsx client-only postcss nanoid picocolors
  source-map-js caniuse-lite tslib typescript @next/env @next/swc-linux-x64-gnu
  @types/node @types/react csstype
`
  .trim()
  .split(/\s+/)

const libraries = `
  kysely pg pg-cursor pg-query-stream @opentelemetry/api pg-pool pg-protocol pg-types
  pg-connection-string pgpass pg-int8 postgres-array postgres-bytea postgres-date
  postgres-interval split2 xtend
`
  .trim()
  .split(/\s+/)

const config = `export default {
  experimental: { serverSourceMaps: true },
  typescript: { ignoreBuildErrors: true },
  eslint: { ignoreDuringBuilds: true },
}
`

const route = (extension) => `import { main } from '../../../src/app.${extension}'

export const dynamic = 'force-dynamic'

export async function GET() {
  await main()
  return new Response('done')
}
`

const layout = `export default function Layout({ children }) {
  return <html><body>{children}</body></html>
}
`

/** Starts a server of the built app and requests its only route. */
const start = `import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'

const server = spawn(process.execPath, ['${next}', 'start', '-H', '127.0.0.1', '-p', '0'])
server.stderr.pipe(process.stderr)
for await (const line of createInterface(server.stdout)) {
  const [origin] = /http:\\/\\/127[\\d.:]+/.exec(line) ?? []
  if (!origin) continue
  const response = await fetch(origin + '/shapes/1')
  process.exitCode = response.ok ? 0 : 1
  break
}
server.kill()
`

const nextBuild = (extension, flags) => async (folder) => {
  if (extension === 'js') await intoJavaScript(folder)
  for (const name of tools) await copyPackage(toolFile(name), folder, name)
  for (const name of libraries) await copyPackage(join(modules, name), folder, name)
  await mkdir(join(folder, 'app/shapes/[id]'), { recursive: true })
  await writeFile(join(folder, 'app/layout.jsx'), layout)
  await writeFile(join(folder, `app/shapes/[id]/route.${extension}`), route(extension))
  await writeFile(join(folder, 'next.config.mjs'), config)
  await writeFile(join(folder, 'start.mjs'), start)
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' }
  await run(process.execPath, [next, 'build', ...flags], { cwd: folder, env })
}

async function intoJavaScript(folder) {
  await tsc(folder)
  await rm(join(folder, 'src'), { recursive: true })
  await rm(join(folder, 'tsconfig.json'))
  await rename(join(folder, 'dist'), join(folder, 'src'))
}

/** Uses hard links if the file system supports them, because there are many files. */
async function copyPackage(from, folder, name) {
  const target = join(folder, 'node_modules', name)
  await rm(target, { recursive: true, force: true })
  await mkdir(dirname(target), { recursive: true })
  const source = await realpath(from)
  await run('cp', ['-al', source, target]).catch(() => run('cp', ['-a', source, target]))
}

const image = ['.next', 'node_modules', 'next.config.mjs', 'start.mjs']

/** SWC's minifier joins the two calls with a comma, and its map has the first one's line for both. */
const joined = (...lines) => ({ alsoRight: { raw: lines.map((line) => `src/shapes/${line}`) } })

/** Real Next.js builds, beside their sources and in an image without them. */
export const nextColumns = [
  {
    name: 'Next.js, webpack',
    build: nextBuild('ts', []),
    ...joined('statements.ts:35', 'statements.ts:38'),
  },
  {
    name: 'Next.js, webpack, JavaScript',
    build: nextBuild('js', []),
    ...joined('statements.js:28', 'statements.js:31'),
  },
  { name: 'Next.js, turbopack', build: nextBuild('ts', ['--turbopack']), keeps: image },
  { name: 'Next.js, turbopack, JavaScript', build: nextBuild('js', ['--turbopack']) },
].map((column) => ({ args: ['start.mjs'], ...column }))
