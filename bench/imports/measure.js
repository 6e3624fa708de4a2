import { createRequire } from 'node:module'
import { cpuUsage } from 'node:process'

const [, , name, ...loaded] = process.argv
/** Resolves the same copies as the library. */
const require = createRequire(new URL('../../packages/sqltrace/package.json', import.meta.url))
for (const each of loaded) require(each)

const cpu = cpuUsage()
const start = performance.now()
await import(name)
const wall = performance.now() - start
const { user, system } = cpuUsage(cpu)
console.log(JSON.stringify({ wall, cpu: (user + system) / 1000 }))
