/** The self time of each function in a V8 CPU profile, in microseconds, by `name file:line`, largest first. */
export function ownTimes({ nodes, samples, timeDeltas }) {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]))
  const times = new Map()
  for (const [index, id] of samples.entries()) {
    const name = names.get(id)
    times.set(name, (times.get(name) ?? 0) + timeDeltas[index])
  }
  return [...times].toSorted(([, a], [, b]) => b - a)
}

function nameOf({ functionName, url, lineNumber }) {
  const file = url.replace(/^.*\/(?:node_modules|packages)\//, '')
  return `${functionName || '(anonymous)'} ${file}:${lineNumber + 1}`
}
