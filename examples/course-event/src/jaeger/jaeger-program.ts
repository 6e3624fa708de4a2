import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Jaeger 2; its Go module still has the version numbers of Jaeger 1. */
const release = 'v1.76.0'
const command = 'github.com/jaegertracing/jaeger/cmd/jaeger'

/** The program in `JAEGER_BIN`, else one built with Go and kept in the temporary folder; `undefined` without Go. */
export async function jaegerProgram(progress: (text: string) => void): Promise<string | undefined> {
  const given = process.env['JAEGER_BIN']
  if (given !== undefined) return given
  const folder = join(tmpdir(), `sqltrace-jaeger-${release}`)
  const program = join(folder, 'jaeger')
  if (existsSync(program)) return program
  await mkdir(folder, { recursive: true })
  const go = async (...args: string[]) =>
    void (await promisify(execFile)('go', args, { cwd: folder }))
  try {
    await go('version')
  } catch {
    return undefined
  }
  progress(`Building Jaeger ${release} with Go in ${folder} (once, a few minutes)`)
  if (!existsSync(join(folder, 'go.mod'))) await go('mod', 'init', 'local/jaeger')
  await go('get', '-tool', `${command}@${release}`)
  await go('build', '-o', program, command)
  return program
}
