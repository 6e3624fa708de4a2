import { copyFile, mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { edit } from '../edit.js'
import { here, modules } from '../project.js'
import { resolver } from '../resolver.js'
import { tsc } from './build.js'
import { cjs, esbuild } from './bundlers.js'

const mapFile = 'dist/main.cjs.map'
const aside = 'main.cjs.map'
const args = ['dist/main.cjs']
const bundle = esbuild({ minify: true, ...cjs })

/** A minified bundle whose own map is kept elsewhere, to resolve its generated positions. */
const spoiled = (spoil) => async (folder) => {
  await bundle(folder)
  await copyFile(join(folder, mapFile), join(folder, aside))
  await spoil(join(folder, mapFile))
}

const overwritten = (text) => spoiled((file) => writeFile(file, text))

const changed = (change) => async (folder) => {
  await bundle(folder)
  await edit(join(folder, mapFile), (text) => JSON.stringify(change(JSON.parse(text), folder)))
}

const withSources = (rename) => (map, folder) => ({
  ...map,
  sources: map.sources.map((source) => rename(join(folder, 'dist', decodeURI(source)))),
})

/**
 * Without a map, nothing distinguishes another bundled library, or a helper that the app ignores, from
 * the app's own code: their frame is reported.
 */
const alsoRight = {
  byVendor: ['node_modules/vendor/index.js:5'],
  ignoredHelper: ['src/db/base-repository.ts:13'],
}

const withoutMap = { keeps: [aside], args, resolver, alsoRight }

const bad = [
  ['missing map', spoiled(rm)],
  ['empty map', overwritten('')],
  ['broken map', overwritten('{"version":3,"sources":["a"],"mappings":"AAAA,')],
  ['map of invalid mappings', overwritten('{"version":3,"sources":["a"],"mappings":"!!!!"}')],
  ['map of version 4', overwritten('{"version":4,"sources":["a.ts"],"mappings":"AAAA;AAAA"}')],
  ['map without sources', overwritten('{"version":3,"mappings":"AAAA;AAAA"}')],
  ['deep map', overwritten('['.repeat(5_000_000))],
  ['80 MB that are not a map', overwritten(`"${'a'.repeat(80_000_000)}"`)],
].map(([name, build]) => ({ name: `bundle, ${name}`, build, ...withoutMap }))

const good = [
  ['sections', (map) => ({ version: 3, sections: [{ offset: { line: 0, column: 0 }, map }] })],
  ['absolute sources', withSources((path) => path)],
  ['sources as file URLs', withSources((path) => pathToFileURL(path).href)],
  ['sourceRoot', (map, folder) => ({ ...map, sourceRoot: join(folder, 'dist') })],
  ['map of 60 MB', (map) => ({ ...map, sourcesContent: ['x'.repeat(60_000_000)] })],
].map(([name, change]) => ({ name: `bundle, ${name}`, build: changed(change), keeps: [], args }))

/** Maps as produced by tools and accidents. */
export const mapColumns = [
  ...bad,
  ...good,
  {
    name: 'bundle, map not named',
    build: async (folder) => {
      await esbuild({ minify: true, ...cjs, sourcemap: 'external' })(folder)
      await rename(join(folder, mapFile), join(folder, aside))
    },
    ...withoutMap,
  },
  {
    name: 'tsc, rebuilt after the start',
    build: (folder) => tsc(folder, { sourceMap: true }),
    args: ['--import', join(here, 'rebuild.js'), 'dist/main.js'],
    isSilent: true,
    // Loaded after the rebuild, which can't be detected for an ES module: its new map may belong to another release.
    alsoRight: { oddFile: ['src/routes/[slug] ü.ts:5', 'dist/routes/[slug] ü.js:6:21'] },
  },
  {
    name: 'tsc, linked package',
    build: linkedPackage,
    expected: 'packages/shop/src',
    args: ['main.js'],
  },
  {
    name: 'tsc, linked package, --preserve-symlinks',
    build: linkedPackage,
    expected: 'packages/shop/src',
    args: ['--preserve-symlinks', 'main.js'],
    // The libraries are links too, and resolve their own dependencies beside the link.
    env: { NODE_PATH: modules },
  },
]

async function linkedPackage(folder) {
  await tsc(folder, { sourceMap: true })
  await mkdir(join(folder, 'packages/shop'), { recursive: true })
  for (const name of ['src', 'dist']) {
    await rename(join(folder, name), join(folder, 'packages/shop', name))
  }
  await writeFile(join(folder, 'packages/shop/package.json'), '{"name":"shop","type":"module"}')
  await symlink('../packages/shop', join(folder, 'node_modules/shop'))
  await writeFile(join(folder, 'main.js'), "import 'shop/dist/main.js'\n")
}
