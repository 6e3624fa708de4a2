import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { toolFile } from '../tools.js'
import { commonJs } from './build.js'

const swcJest = toolFile('@swc/jest/index.js')
const parser = { syntax: 'typescript' }

async function jest(folder, module, options) {
  const transform = { '\\.[jt]s$': [swcJest, { jsc: { parser, target: 'es2022' }, module }] }
  await writeFile(join(folder, 'jest.config.json'), JSON.stringify({ transform, ...options }))
  await writeFile(
    join(folder, 'src/app.test.ts'),
    "import { main } from './app.ts'\n\ntest('every shape', main, 60_000)\n",
  )
}

async function vitest(folder, pool) {
  const config = { test: { globals: true, pool, testTimeout: 60_000 } }
  await writeFile(join(folder, 'vitest.config.mjs'), `export default ${JSON.stringify(config)}`)
  await writeFile(
    join(folder, 'src/app.test.ts'),
    "import { main } from './app.ts'\n\ntest('every shape', main)\n",
  )
}

const runJest = (name) => [toolFile(`${name}/bin/jest.js`), '--runInBand', '--forceExit']

const jestColumns = (name) => [
  {
    name: `${name}, CJS`,
    build: async (folder) => {
      await commonJs(folder)
      await jest(folder, { type: 'commonjs' }, {})
    },
    args: runJest(name),
  },
  {
    name: `${name}, ESM`,
    build: (folder) => jest(folder, { type: 'es6' }, { extensionsToTreatAsEsm: ['.ts'] }),
    args: ['--experimental-vm-modules', '--no-warnings', ...runJest(name)],
  },
]

/** Test runners that run the app. */
export const testRunnerColumns = [
  ...['jest', 'jest-29'].flatMap(jestColumns),
  ...['forks', 'threads', 'vmThreads'].map((pool) => ({
    name: `vitest, ${pool}`,
    build: (folder) => vitest(folder, pool),
    args: [toolFile('vitest/vitest.mjs'), 'run'],
  })),
]
