import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runNode } from '@sqltrace/testing'
import type { Snippet } from './snippets.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc')

const compilerOptions = {
  target: 'es2022',
  module: 'nodenext',
  strict: true,
  sourceMap: true,
  types: ['node'],
  rootDir: '.',
  outDir: 'dist',
}

/** Lays the programs out in the project of somebody who installed the packages, and compiles them. */
export async function compileApps(folder: string, snippets: readonly Snippet[]): Promise<string> {
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir')
  await writeFile(join(folder, 'package.json'), '{ "type": "module", "private": true }')
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  await Promise.all(snippets.map((snippet, index) => writeApp(join(folder, `${index}`), snippet)))
  return (await runNode(compiler, { cwd: folder, timeout: 60_000 })).stdout
}

async function writeApp(folder: string, { program }: Snippet): Promise<void> {
  const source = join(folder, 'src')
  await mkdir(source, { recursive: true })
  await writeFile(join(source, 'db.ts'), 'export interface DB { courses: { slug: string } }\n')
  // A free port; and a program without imports is a module too.
  const runnable = `${program.replaceAll('listen(3000', 'listen(0')}\nexport {}\n`
  await writeFile(join(source, 'app.ts'), runnable)
}
