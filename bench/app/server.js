import { argv, cpuUsage } from 'node:process'
import { context } from '@opentelemetry/api'
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks'
import { traced } from 'sqltrace'
import { newPool, onPg } from '../queries/targets.js'
import { frameworks } from './frameworks.js'

const [, , framework, variant, manager, url] = argv
const awaits = 200

if (manager === 'true') {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable())
}
const pool = newPool(url)
const { query } = onPg(variant === 'sqltrace' ? traced(pool) : pool)

/** Answers after as many queries as asked for and 200 awaits. */
async function handle(queries) {
  for (let i = 0; i < queries; i++) await query()
  for (let i = 0; i < awaits; i++) await undefined
  return 'done'
}

console.log(await frameworks[framework]({ handle, cpu: () => JSON.stringify(cpuUsage()) }))
