import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
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

/** Makes the project a CommonJS one. */
export async function commonJs(folder) {
  await edit(join(folder, 'package.json'), (text) => text.replace('"module"', '"commonjs"'))
}

/** Changes the text of a file. */
export async function edit(file, change) {
  await writeFile(file, change(await readFile(file, 'utf8')))
}
