import { rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { toolFile } from '../tools.js'
import { edit } from '../edit.js'
import { commonJs, inWorkerThread, starter, tsc } from './build.js'

const main = ['dist/main.js']
const plain = async (folder) => {
  await tsc(folder)
  await rm(join(folder, 'src'), { recursive: true })
}
const compiled = (options) => (folder) => tsc(folder, { sourceMap: true, ...options })

/** Both kinds pass the method and, in one way or another, accept its replacement. */
const decorator = `
const logged: any = (target: any, _: unknown, descriptor?: PropertyDescriptor) => {
  const method = descriptor?.value ?? target
  const value = async function (this: unknown) {
    return method.call(this)
  }
  return descriptor ? { ...descriptor, value } : value
}
`

const decorated = (options) => async (folder) => {
  await edit(join(folder, 'src/shapes/functions.ts'), (text) =>
    text.replace('class Courses', `${decorator}$&`).replace('async decorated', '@logged $&'),
  )
  await compiled(options)(folder)
}

/** Node.js alone, with plain JavaScript and with tsc's output. */
export const nodeColumns = [
  { name: 'JavaScript, ESM', build: plain, expected: 'dist', args: main },
  {
    name: 'JavaScript, CJS',
    build: async (folder) => {
      await commonJs(folder)
      await plain(folder)
    },
    expected: 'dist',
    args: main,
  },
  { name: 'tsc, ESM', build: compiled(), args: main },
  {
    name: 'tsc, CJS',
    build: async (folder) => {
      await commonJs(folder)
      await compiled()(folder)
    },
    args: main,
  },
  {
    name: 'tsc, inline map',
    build: (folder) => tsc(folder, { inlineSourceMap: true, inlineSources: true }),
    args: main,
  },
  {
    name: 'tsc, sourceRoot',
    build: (folder) => compiled({ sourceRoot: `file://${folder}/src` })(folder),
    args: main,
  },
  { name: 'tsc, decorators', build: decorated(), args: main },
  {
    name: 'tsc, experimentalDecorators',
    build: decorated({ experimentalDecorators: true }),
    args: main,
  },
  { name: 'tsc, worker thread', build: inWorkerThread(compiled(), main), args: starter },
  { name: 'tsc, downlevelled', build: compiled({ target: 'es2017' }), args: main },
  ...['node-22', 'node-24', 'node-26'].map((node) => ({
    name: `tsc, ${node}`,
    build: compiled(),
    node: toolFile(`${node}/bin/node`),
    args: main,
  })),
  ...['--frozen-intrinsics', '--enable-source-maps', '--stack-trace-limit=0'].map((flag) => ({
    name: `tsc, ${flag}`,
    build: compiled(),
    args: [flag, ...main],
  })),
  {
    name: 'tsc, from another folder',
    build: compiled(),
    cwd: dirname,
    args: (folder) => [join(folder, 'dist/main.js')],
  },
  {
    name: 'tsc, dist and package.json only',
    build: compiled(),
    keeps: ['node_modules'],
    args: main,
  },
  {
    name: 'type stripping, node-22',
    node: toolFile('node-22/bin/node'),
    args: ['--experimental-strip-types', 'src/main.ts'],
  },
  ...['node-24', 'node-26'].map((node) => ({
    name: `type stripping, ${node}`,
    node: toolFile(`${node}/bin/node`),
    args: ['src/main.ts'],
  })),
]
