// Bundles the published packages: Node.js loads one file much faster than two hundred, and the unpublished packages must be
// inside the published ones.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const packages = fileURLToPath(new URL('../packages/', import.meta.url))
const extensions = { esm: 'js', cjs: 'cjs' }
/** Unpublished packages. */
const inlined = ['sql', 'context', 'console']
const aliases = Object.fromEntries(
  inlined.map((name) => [`@sqltrace/${name}`, join(packages, name, 'src/index.ts')]),
)

for (const name of readdirSync(packages)) {
  const folder = join(packages, name)
  const { entries, outputs } = plan(join(folder, 'package.json'))
  if (entries.length > 0 && !isCurrent(folder, entries)) await bundle(folder, entries, outputs)
}

/** Each subpath for `import` and `require` is built from the source of the same name; a program without any from `main`. */
function plan(manifest) {
  if (!existsSync(manifest)) return { entries: [] }
  const { exports = {}, bin } = JSON.parse(readFileSync(manifest, 'utf8'))
  const subpaths = Object.values(exports)
  const entries = subpaths.flatMap(({ import: esm }) => (esm ? basename(esm.default, '.js') : []))
  if (entries.length > 0) return { entries, outputs: Object.keys(extensions).map(libraryOutput) }
  return bin ? { entries: ['main'], outputs: [output('esm')] } : { entries }
}

/** The compiler updates its build info whenever a source has changed. */
function isCurrent(folder, [entry]) {
  const builtAt = timeOf(join(folder, `dist/bundle/${entry}.js`))
  const buildInfos = [folder, ...inlined.map((name) => join(packages, name))].map((path) =>
    join(path, 'dist/tsconfig.tsbuildinfo'),
  )
  const inputs = [fileURLToPath(import.meta.url), join(folder, 'package.json'), ...buildInfos]
  return inputs.every((file) => timeOf(file) < builtAt)
}

function timeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

async function bundle(folder, entries, outputs) {
  const { rolldown } = await import('rolldown')
  const built = await rolldown({
    cwd: folder,
    input: Object.fromEntries(entries.map((name) => [name, `src/${name}.ts`])),
    external: (name) => /^(?:node:|[@\w][^:])/.test(name) && !(name in aliases),
    resolve: { alias: aliases },
    platform: 'node',
    transform: { target: 'es2022' },
  })
  for (const output of outputs) await built.write(output)
  await built.close()
}

/**
 * Functions at both ends of each module, by which the library finds its own code in an app's bundle. Both declarations and
 * expressions, because esbuild moves declarations out of a module that it wraps.
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

/** Code that several entries need goes into one file, so that they share its state. */
function libraryOutput(format) {
  return { ...output(format), codeSplitting: { groups: [{ name: 'common', minShareCount: 2 }] } }
}

function output(format) {
  const fileNames = `[name].${extensions[format]}`
  return {
    format,
    dir: 'dist/bundle',
    ...marks(),
    entryFileNames: fileNames,
    chunkFileNames: fileNames,
    minifyInternalExports: false,
    exports: 'named',
    esModule: true,
    strict: true,
    sourcemap: true,
    sourcemapExcludeSources: true,
  }
}
