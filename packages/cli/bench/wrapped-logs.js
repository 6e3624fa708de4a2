import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const here = (path) => fileURLToPath(new URL(path, import.meta.url))

/** Logs of the tests by name: plain ones, and as collectors write them. */
export async function logsByName(names) {
  const plain = { '18.stderr.txt': undefined, '18.csv': undefined, '18.jsonl': undefined }
  for (const name of Object.keys(plain)) plain[name] = readFileSync(here(`../test/logs/${name}`))
  const { partsOf, wrappings } = await importTypes(here('../test/support/wrap-log.ts'))
  const parts = partsOf(...['18.stderr.txt', '18.jsonl', '18.csv'].map((name) => `${plain[name]}`))
  const wrapped = names.map((name) => [
    name,
    Buffer.from(`${wrappings[name](parts)}`.trimEnd() + '\n'),
  ])
  return { ...plain, ...Object.fromEntries(wrapped) }
}

/** Node.js 20 runs no TypeScript. */
async function importTypes(file) {
  const bundle = await rolldown({ input: file, platform: 'node' })
  const { output } = await bundle.generate({ format: 'esm' })
  await bundle.close()
  return import(`data:text/javascript,${encodeURIComponent(output[0].code)}`)
}
