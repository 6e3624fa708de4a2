import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

/** Writes `text` between the markers of that `name` in a file of Markdown. */
export function writeBetween(file, name, text) {
  const path = new URL(file, import.meta.url)
  const before = readFileSync(path, 'utf8')
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [from, to] = [before.indexOf(start), before.indexOf(end)]
  if (from === -1 || to === -1) return console.log(`${file} has no markers ${start} and ${end}.`)
  writeFileSync(path, `${before.slice(0, from + start.length)}\n\n${text}\n\n${before.slice(to)}`)
}

/** Keeps every round, so that figures can be computed anew. */
export function keep(part, results) {
  const folder = new URL('../results/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  writeFileSync(new URL(`${part}.json`, folder), `${JSON.stringify(results)}\n`)
}
