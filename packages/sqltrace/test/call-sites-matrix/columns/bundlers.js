import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { tool, toolFile } from '../tools.js'
import { inWorkerThread, starter } from './build.js'

const optional = ['pg-native', 'pg-cloudflare']

/** Bundled CommonJS code requires Node.js's modules, so an ES module must define `require`. */
const banner =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"

export const esbuild = (options) => (folder) =>
  tool('esbuild').build({
    absWorkingDir: folder,
    entryPoints: ['src/main.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    sourcemap: 'linked',
    outdir: 'dist',
    external: optional,
    banner: { js: banner },
    logLevel: 'error',
    ...options,
  })

export const cjs = { format: 'cjs', banner: {}, outExtension: { '.js': '.cjs' } }

async function rollup(folder) {
  const bundle = await tool('rollup').rollup({
    input: join(folder, 'src/main.ts'),
    onwarn: () => {},
    plugins: [
      tool('@rollup/plugin-node-resolve').nodeResolve({ exportConditions: ['node'] }),
      tool('rollup-plugin-esbuild').default({ target: 'es2022', minify: true }),
      tool('@rollup/plugin-commonjs')({ ignoreDynamicRequires: true }),
      tool('@rollup/plugin-json')(),
    ],
  })
  await bundle.write({ dir: join(folder, 'dist'), format: 'esm', sourcemap: true, banner })
}

async function vite(folder) {
  const { build } = await import(toolFile('vite/dist/node/index.js'))
  await build({
    root: folder,
    logLevel: 'error',
    build: { ssr: 'src/main.ts', sourcemap: true, minify: true },
    ssr: { noExternal: true, external: optional, target: 'node' },
  })
}

const swcLoader = {
  test: /\.ts$/,
  use: {
    loader: toolFile('swc-loader/src/index.js'),
    options: { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } },
  },
}

const webpack = (options) => async (folder) => {
  const compiler = tool('webpack')({
    context: folder,
    entry: './src/main.ts',
    target: 'node20',
    mode: 'production',
    output: { path: join(folder, 'dist'), filename: 'main.cjs' },
    externals: Object.fromEntries(optional.map((name) => [name, `commonjs ${name}`])),
    module: { rules: [swcLoader] },
    ...options,
  })
  const stats = await promisify(compiler.run.bind(compiler))()
  if (stats.hasErrors()) throw new Error(stats.toString('errors-only'))
}

const bun = (format, file) => (folder) => {
  const target = ['--target=node', `--format=${format}`, '--outdir=dist', `--entry-naming=${file}`]
  const options = [
    '--minify',
    '--sourcemap=linked',
    ...optional.map((name) => `--external=${name}`),
  ]
  const args = ['build', 'src/main.ts', ...target, ...options]
  return promisify(execFile)(toolFile('bun/bin/bun.exe'), args, { cwd: folder })
}

const esm = ['dist/main.js']
const commonJs = ['dist/main.cjs']

/** One or a few files that contain sqltrace, kysely and pg, without `node_modules`. */
export const bundlerColumns = [
  { name: 'esbuild, ESM', build: esbuild(), args: esm },
  { name: 'esbuild, ESM, minified', build: esbuild({ minify: true }), args: esm },
  { name: 'esbuild, ESM, chunks', build: esbuild({ minify: true, splitting: true }), args: esm },
  { name: 'esbuild, CJS, minified', build: esbuild({ minify: true, ...cjs }), args: commonJs },
  {
    name: 'esbuild, CJS, inline map',
    build: esbuild({ minify: true, sourcemap: 'inline', ...cjs }),
    args: commonJs,
  },
  {
    name: 'esbuild, CJS, worker thread',
    build: inWorkerThread(esbuild({ minify: true, ...cjs }), commonJs),
    args: starter,
    keeps: starter,
  },
  {
    name: 'esbuild, packages outside',
    build: esbuild({ packages: 'external' }),
    args: esm,
    keeps: ['node_modules'],
  },
  { name: 'rollup, minified', build: rollup, args: esm },
  { name: 'vite SSR, minified', build: vite, args: esm },
  { name: 'webpack, source-map', build: webpack({ devtool: 'source-map' }), args: commonJs },
  {
    name: 'webpack, inline-source-map',
    build: webpack({ devtool: 'inline-source-map', mode: 'development' }),
    args: commonJs,
  },
  { name: 'Bun, ESM, minified', build: bun('esm', 'main.js'), args: esm },
  { name: 'Bun, CJS, minified', build: bun('cjs', 'main.cjs'), args: commonJs },
].map((column) => ({ keeps: [], ...column }))
