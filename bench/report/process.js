import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Runs a bench module in a fresh process and parses the line of JSON that it prints. */
export function measure(file, args, { env, node = process.execPath, flags = [] } = {}) {
  const path = fileURLToPath(new URL(`../${file}`, import.meta.url))
  const output = execFileSync(node, [...flags, path, ...args.map(String)], {
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    maxBuffer: 1 << 28,
  })
  return JSON.parse(output)
}

/** Runs `step` for each item, `rounds` times, every other round in reverse order. */
export async function alternate(items, rounds, step) {
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 ? items.toReversed() : items
    for (const item of order) await step(item, round)
  }
}
