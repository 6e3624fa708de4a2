import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startPostgres, statements } from '@sqltrace/testing'
import { judge, judgeSilence, statementsByShape } from './judge.js'
import { expectedPositions } from './markers.js'
import { runProgram } from './program.js'
import { keepBuildOnly, makeTemplate } from './project.js'

/** A server, and a folder with a space and a non-ASCII letter in its name. */
export async function openMatrix() {
  const server = await startPostgres({ settings: { log_statement: 'all' } })
  const folder = await mkdtemp(join(tmpdir(), 'call sites ü '))
  const template = join(folder, 'template')
  await makeTemplate(template)
  return {
    tryColumn: (column) => tryColumn({ server, folder, template }, column),
    close: async () => {
      await rm(folder, { recursive: true, force: true })
      await server.stop()
    },
  }
}

async function tryColumn({ server, folder, template }, column) {
  const project = join(folder, 'shop')
  await rm(project, { recursive: true, force: true })
  await cp(template, project, { recursive: true, verbatimSymlinks: true })
  await column.build?.(project)
  const positions = expectedPositions(project, column.expected ?? 'src')
  if (column.keeps) await keepBuildOnly(project, ...column.keeps)
  const before = (await received(server)).length
  const { code, output } = await runProgram(project, server.url, column)
  const shapes = statementsByShape((await received(server)).slice(before))
  const resolve = await column.resolver?.(project)
  const judgement = column.isSilent ? judgeSilence : judge
  const cells = [...positions].map(([shape, expected]) => {
    const accepted = column.alsoRight?.[shape] ?? expected
    return { shape, ...judgement(shapes.get(shape) ?? [], accepted, resolve) }
  })
  return { cells, failure: code === 0 ? '' : output.slice(-3000) }
}

async function received(server) {
  return (await statements(() => server.readLog())).map(({ text }) => text)
}
