import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url))

/** Bytes of map that esbuild writes per byte of `code`, including sources. */
const mapForCode = 2.6
const banner =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"

/**
 * Bundles the app, including sqltrace, into a folder. Code, text and comments fill the bundle and
 * its map to about the requested number of megabytes. `form`: how the map is attached.
 */
export async function makeBundle(folder, { bundle, map, form = 'linked', entry = 'app.js' }) {
  const file = join(folder, 'app.mjs')
  await build({
    entryPoints: [path(entry)],
    outfile: file,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'esm',
    charset: 'utf8',
    sourcemap: form === 'inline' ? 'inline' : 'linked',
    sourcesContent: form !== 'without sources',
    external: ['pg-native', 'pg-cloudflare'],
    banner: { js: banner },
    alias: {
      sqltrace: path('../../src/index.ts'),
      '@sqltrace/context': path('../../../context/src/index.ts'),
      '@sqltrace/sqlcommenter': path('../../../sqlcommenter/src/index.ts'),
    },
    plugins: [fillWith(filler(bundle * 1e6, map * 1e6, form === 'not ASCII' ? 'ü' : 'u'))],
    logLevel: 'error',
  })
  if (form === 'sections') await intoSections(`${file}.map`)
  return { file, sizes: { bundle: await megabytes(file), map: await megabytes(`${file}.map`) } }
}

const megabytes = async (file) =>
  Math.round((await stat(file).catch(() => ({ size: 0 }))).size / 1e5) / 10

function fillWith(contents) {
  return {
    name: 'filler',
    setup({ onLoad }) {
      onLoad({ filter: /filler\.js$/ }, () => ({ contents }))
    },
  }
}

function filler(bundleBytes, mapBytes, letter) {
  const codeBytes = Math.min(bundleBytes, mapBytes / mapForCode)
  const text = `${letter} text `.repeat(Math.max(0, bundleBytes - codeBytes) / 7)
  const comment = 'comment '.repeat(Math.max(0, mapBytes - codeBytes * mapForCode) / 8)
  return `export const fillers = [${JSON.stringify(text)}]\n${code(codeBytes)}/* ${comment} */`
}

function code(bytes) {
  const line = (n) =>
    `fillers.push((first, rest) => first > ${n} ? rest.map((one) => one.total * first + ${n}) : [first])\n`
  return Array.from({ length: bytes / 70 }, (_, n) => line(n)).join('')
}

async function intoSections(file) {
  const map = JSON.parse(await readFile(file, 'utf8'))
  const sections = [{ offset: { line: 0, column: 0 }, map }]
  await writeFile(file, JSON.stringify({ version: 3, sections }))
}
