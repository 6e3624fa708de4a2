// Bundles what the libraries publish, as Node.js opens one file much faster than two hundred.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('../', import.meta.url))
const extensions = { esm: 'js', cjs: 'cjs' }

for (const name of readdirSync(packages)) {
  const folder = join(packages, name)
  const entries = entriesOf(join(folder, 'package.json'))
  if (entries.length > 0 && !isCurrent(folder)) await bundle(folder, entries)
}

/** Each subpath that is for `import` and `require` is made from the source of the same name. */
function entriesOf(manifest) {
  if (!existsSync(manifest)) return []
  const subpaths = Object.values(JSON.parse(readFileSync(manifest, 'utf8')).exports ?? {})
  return subpaths.flatMap(({ import: esm }) => (esm ? basename(esm.default, '.js') : []))
}

/** The compiler writes its note whenever a source has changed. */
function isCurrent(folder) {
  const made = timeOf(join(folder, 'dist/bundle/index.cjs'))
  const parts = ['package.json', 'dist/tsconfig.tsbuildinfo'].map((name) => join(folder, name))
  return [fileURLToPath(import.meta.url), ...parts].every((file) => timeOf(file) < made)
}

function timeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

async function bundle(folder, entries) {
  const { rolldown } = await import('rolldown')
  const built = await rolldown({
    cwd: folder,
    input: Object.fromEntries(entries.map((name) => [name, `src/${name}.ts`])),
    external: /^(?:node:|[@\w][^:])/,
    platform: 'node',
    transform: { target: 'es2022' },
  })
  for (const format of Object.keys(extensions)) await built.write(output(format))
  await built.close()
}

/**
 * Functions at both ends of each module, by which the library finds its own code in an app's bundle. Declarations and
 * expressions: esbuild moves the declarations out of a module that it wraps.
 */
function marks() {
  const list = "((globalThis[Symbol.for('sqltrace/1')] ??= {})['own marks'] ??= [])"
  return {
    intro: `function sqltraceFirst(see) { return see() }
const sqltraceMarks = [sqltraceFirst, (see) => see()]
;${list}.push(sqltraceMarks)`,
    outro: `function sqltraceLast(see) { return see() }
sqltraceMarks.push(sqltraceLast, (see) => see())`,
  }
}

/** What several entries need stands in one file, so that they share its state. */
function output(format) {
  const fileNames = `[name].${extensions[format]}`
  return {
    format,
    dir: 'dist/bundle',
    ...marks(),
    entryFileNames: fileNames,
    chunkFileNames: fileNames,
    codeSplitting: { groups: [{ name: 'common', minShareCount: 2 }] },
    minifyInternalExports: false,
    exports: 'named',
    esModule: true,
    strict: true,
    sourcemap: true,
    sourcemapExcludeSources: true,
  }
}
