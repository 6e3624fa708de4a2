import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { toolFile } from '../tools.js'
import { commonJs } from './build.js'

const main = 'src/main.ts'

const viteServer = `
import { createServer } from ${JSON.stringify(pathToFileURL(toolFile('vite/dist/node/index.js')).href)}
const server = await createServer({ appType: 'custom', server: { middlewareMode: true } })
const { main } = await server.ssrLoadModule('/src/app.ts')
await main()
await server.close()
`

/** Programs that compile at run time. */
export const loaderColumns = [
  { name: 'tsx, ESM', args: ['--import', toolFile('tsx/dist/loader.mjs'), main] },
  { name: 'tsx, CJS', build: commonJs, args: [toolFile('tsx/dist/cli.mjs'), main] },
  {
    name: "vite's development server",
    build: (folder) => writeFile(join(folder, 'start.mjs'), viteServer),
    args: ['--enable-source-maps', 'start.mjs'],
  },
  {
    name: 'ts-node',
    build: async (folder) => {
      await commonJs(folder)
      const options = { module: 'commonjs', target: 'es2022', esModuleInterop: true }
      await writeTsconfig(folder, { compilerOptions: options, 'ts-node': { transpileOnly: true } })
    },
    args: ['--require', toolFile('ts-node/register/transpile-only.js'), main],
  },
  {
    name: 'swc',
    build: async (folder) => {
      await commonJs(folder)
      const options = {
        module: 'commonjs',
        target: 'es2022',
        esModuleInterop: true,
        sourceMap: true,
      }
      await writeTsconfig(folder, { compilerOptions: options })
    },
    args: ['--require', toolFile('@swc-node/register/index.js'), main],
  },
]

function writeTsconfig(folder, config) {
  return writeFile(join(folder, 'tsconfig.json'), JSON.stringify(config))
}
