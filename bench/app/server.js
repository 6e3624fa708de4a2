import { argv, cpuUsage } from 'node:process'
import { traced } from 'sqltrace'
import { newPool, onPg } from '../queries/targets.js'
import { frameworks } from './frameworks.js'
import { awaitOften, useManager } from './work.js'

const [, , framework, manager, variant, url] = argv

if (manager === 'true') useManager()
const pool = newPool(url)
const { query } = onPg(variant === 'sqltrace' ? traced(pool) : pool)

async function handle(queries) {
  for (let i = 0; i < queries; i++) await query()
  return awaitOften()
}

console.log(await frameworks[framework]({ handle, control: () => JSON.stringify(cpuUsage()) }))
