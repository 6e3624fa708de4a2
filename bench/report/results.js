import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const folder = new URL('../results/', import.meta.url)
const file = (part) => new URL(`${part}.json`, folder)

/** Saves every round, so that the tables can be rendered again. */
export function keep(part, results) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(file(part), `${JSON.stringify(results)}\n`)
}

/** The saved rounds of the last measurement. */
export function kept(part) {
  return JSON.parse(readFileSync(file(part), 'utf8'))
}
