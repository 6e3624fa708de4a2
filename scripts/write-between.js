import { readFileSync, writeFileSync } from 'node:fs'

/** Writes `text` between the markers called `name` in a Markdown file. */
export function writeBetween(file, name, text) {
  const { from, to, before } = find(file, name)
  writeFileSync(file, `${before.slice(0, from)}\n\n${text}\n\n${before.slice(to)}`)
}

/** The text between the markers called `name`. */
export function readBetween(file, name) {
  const { from, to, before } = find(file, name)
  return before.slice(from, to).trim()
}

function find(file, name) {
  const before = readFileSync(file, 'utf8')
  const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
  const [from, to] = [before.indexOf(start), before.indexOf(end)]
  if (from === -1 || to === -1) throw new Error(`${file} has no markers ${start} and ${end}.`)
  return { before, from: from + start.length, to }
}
