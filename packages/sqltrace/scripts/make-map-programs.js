import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const require = createRequire(import.meta.url)
const callSite = fileURLToPath(new URL('../src/call-site/', import.meta.url))

/** The generated modules: each exports a program as one string, so that no bundler loses its file. */
export async function makePrograms() {
  return {
    [`${callSite}generated/source-map-support.ts`]: moduleText(
      'sourceMapSupport',
      `/*\n${licences()}\n*/\n\n`,
      await bundle(require.resolve('source-map-support')),
    ),
    [`${callSite}generated/map-worker.ts`]: moduleText(
      'mapWorker',
      '',
      await bundle(`${callSite}worker/program.ts`),
    ),
  }
}

async function bundle(entry) {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    legalComments: 'none',
    plugins: [sourceMapSupportByWorkerData],
  })
  return outputFiles[0].text.trim()
}

/** The worker gets that program from the main thread, which has it already. */
const sourceMapSupportByWorkerData = {
  name: 'source-map-support-by-worker-data',
  setup({ onLoad }) {
    onLoad({ filter: /generated.source-map-support\.ts$/ }, () => ({
      contents: [
        "import { workerData } from 'node:worker_threads'",
        'export const { sourceMapSupport } = workerData',
      ].join('\n'),
    }))
  },
}

function moduleText(name, header, program) {
  return `${header}/** Made by \`npm run generate\` from source-map-support and from this folder. */\nexport const ${name} =\n  ${literal(program)}\n`
}

function literal(text) {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

function licences() {
  return ['source-map-support', 'source-map', 'buffer-from'].map(licence).join('\n\n')
}

function licence(name) {
  const manifest = require.resolve(`${name}/package.json`)
  const { version } = require(manifest)
  const file = name === 'source-map-support' ? 'LICENSE.md' : 'LICENSE'
  return `${name} ${version}\n\n${readFileSync(`${dirname(manifest)}/${file}`, 'utf8').trim()}`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [file, text] of Object.entries(await makePrograms())) writeFileSync(file, text)
}
