import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runNode } from '@sqltrace/testing'
import { root } from './markdown-files.js'

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

/** Writes the programs into a project with the packages installed, compiles them and returns the compiler's errors. */
export async function compilePrograms(folder: string, texts: readonly string[]): Promise<string> {
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir')
  await writeFile(join(folder, 'package.json'), '{ "type": "module", "private": true }')
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions }))
  await Promise.all(texts.map((text, index) => writeProgram(join(folder, `${index}`), text)))
  return (await runNode(compiler, { cwd: folder, timeout: 60_000 })).stdout
}

/** The compiled file of the program with this index. */
export function compiledProgram(folder: string, index: number): string {
  return join(folder, 'dist', `${index}`, 'src', 'app.js')
}

async function writeProgram(folder: string, text: string): Promise<void> {
  const source = join(folder, 'src')
  await mkdir(source, { recursive: true })
  await writeFile(join(source, 'db.ts'), 'export interface DB { courses: { slug: string } }\n')
  // Programs get their port from the test; a program without imports is a module too.
  const port = 'listen(Number(process.env.PORT)'
  await writeFile(join(source, 'app.ts'), `${text.replaceAll('listen(3000', port)}\nexport {}\n`)
}
