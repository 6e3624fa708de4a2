import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const require = createRequire(import.meta.url)
const folder = fileURLToPath(new URL('../src/call-site/generated/', import.meta.url))

/** `source-map-support` and what it needs of `source-map`, as the text of one CommonJS module. */
export async function sourceMapSupportProgram() {
  const { outputFiles } = await build({
    entryPoints: [require.resolve('source-map-support')],
    bundle: true,
    write: false,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    legalComments: 'none',
  })
  return outputFiles[0].text.trim()
}

export function moduleText(name, about, program) {
  return `/*\n${about}\n*/\n\n/** Made by \`npm run generate\`. */\nexport const ${name} =\n  ${literal(program)}\n`
}

function literal(text) {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

export function licenses() {
  return ['source-map-support', 'source-map', 'buffer-from'].map(licence).join('\n\n')
}

function licence(name) {
  const manifest = require.resolve(`${name}/package.json`)
  const { version } = require(manifest)
  const file = `${dirname(manifest)}/${name === 'source-map-support' ? 'LICENSE.md' : 'LICENSE'}`
  return `${name} ${version}\n\n${readFileSync(file, 'utf8').trim()}`
}

export async function makeSourceMapSupport() {
  return moduleText('sourceMapSupport', licenses(), await sourceMapSupportProgram())
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(`${folder}source-map-support.ts`, await makeSourceMapSupport())
}
