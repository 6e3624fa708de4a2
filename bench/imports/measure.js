import { cpuUsage } from 'node:process'

const cpu = cpuUsage()
const start = performance.now()
await import(process.argv[2])
const wall = performance.now() - start
const { user, system } = cpuUsage(cpu)
console.log(JSON.stringify({ wall, cpu: (user + system) / 1000 }))
