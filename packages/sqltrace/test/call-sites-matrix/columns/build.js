import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { edit } from '../edit.js'
import { toolFile } from '../tools.js'

const run = promisify(execFile)

const compilerOptions = {
  target: 'es2022',
  module: 'nodenext',
  rootDir: 'src',
  outDir: 'dist',
  noCheck: true,
  rewriteRelativeImportExtensions: true,
}

/** Compiles `src` to `dist` with tsc. */
export async function tsc(folder, options = {}) {
  const config = { compilerOptions: { ...compilerOptions, ...options }, include: ['src'] }
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
  await run(process.execPath, [toolFile('typescript/bin/tsc')], { cwd: folder })
}

/** Turns the project into a CommonJS one. */
export async function commonJs(folder) {
  await edit(join(folder, 'package.json'), (text) => text.replace('"module"', '"commonjs"'))
}

export const starter = ['start.mjs']

/** Adds a program that runs the built one in a worker thread. */
export const inWorkerThread =
  (build, [main]) =>
  async (folder) => {
    await build(folder)
    const program = [
      "import { Worker } from 'node:worker_threads'",
      `new Worker(new URL('${main}', import.meta.url))`,
    ]
    await writeFile(join(folder, 'start.mjs'), program.join('\n'))
  }
