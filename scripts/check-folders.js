// Imports between folders, types included, must go one way, so that a folder can be read and reused without those above it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const specifier = /(?:from|import) ?\(?'(\.[^']+)\.js'/g

/** Descriptions of all wrong imports in a source folder. */
export function wrongImports(root) {
  const imports = readImports(root)
  return [...entryCycles(imports), ...mutualFolders(imports)]
}

/** Each import as a pair of files, relative to the folder. */
function readImports(root) {
  const files = readdirSync(root, { recursive: true }).filter((file) =>
    /(?<!\.test)\.ts$/.test(file),
  )
  return files.flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return [...text.matchAll(specifier)].map(([, to]) => [
      file.split(sep).join('/'),
      relative(root, join(root, dirname(file), `${to}.ts`))
        .split(sep)
        .join('/'),
    ])
  })
}

/** Cycles between the entries of a folder, where a subfolder counts as one entry. */
function entryCycles(imports) {
  const graphs = new Map()
  for (const [from, to] of imports) {
    const [folder, one, other] = siblings(from, to)
    if (one === other) continue
    const graph = graphs.get(folder) ?? new Map()
    graphs.set(folder, graph.set(one, (graph.get(one) ?? new Set()).add(other)))
  }
  return [...graphs.values()].flatMap(cycleOf).map((cycle) => `a cycle: ${cycle.join(' → ')}`)
}

/** The deepest folder that contains both files, and its entries that lead to each. */
function siblings(from, to) {
  const [ours, theirs] = [from.split('/'), to.split('/')]
  const at = ours.findIndex((name, index) => name !== theirs[index])
  const upTo = (parts, end) => parts.slice(0, end).join('/')
  return at < 0 ? ['', from, to] : [upTo(ours, at), upTo(ours, at + 1), upTo(theirs, at + 1)]
}

/** One cycle of a graph, if there is any. */
function cycleOf(graph) {
  const done = new Set()
  const search = (entry, path) => {
    if (path.includes(entry)) return [...path.slice(path.indexOf(entry)), entry]
    if (done.has(entry)) return undefined
    done.add(entry)
    for (const next of graph.get(entry) ?? []) {
      const found = search(next, [...path, entry])
      if (found) return found
    }
    return undefined
  }
  for (const entry of graph.keys()) {
    const found = search(entry, [])
    if (found) return [found]
  }
  return []
}

/** Two folders that import each other, even if one is inside the other. */
function mutualFolders(imports) {
  const pairs = new Set(imports.map((files) => files.map((file) => dirname(file)).join(' → ')))
  return [...pairs]
    .map((pair) => pair.split(' → '))
    .filter(([from, to]) => from < to && pairs.has(`${to} → ${from}`))
    .map(([from, to]) => `${from} and ${to} import each other`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const packages = fileURLToPath(new URL('../packages/', import.meta.url))
  const folders = readdirSync(packages).filter((name) => existsSync(join(packages, name, 'src')))
  const found = folders.flatMap((name) =>
    wrongImports(join(packages, name, 'src')).map((what) => `packages/${name}/src: ${what}`),
  )
  for (const line of found) console.error(line)
  process.exitCode = found.length > 0 ? 1 : 0
}
