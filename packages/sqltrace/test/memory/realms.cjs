// Test runners give each file its own realm: `node --expose-gc realms.cjs` prints how many are still alive afterwards.
const { readFileSync } = require('node:fs')
const { createRequire } = require('node:module')
const { dirname } = require('node:path')
const { setTimeout: sleep } = require('node:timers/promises')
const vm = require('node:vm')
const { Pool } = require('pg')

/** Loads the library's modules into a context, as jest does; everything else belongs to the process. */
function loader(context) {
  const modules = new Map()
  const load = (file) => {
    if (modules.has(file)) return modules.get(file).exports
    const module = { exports: {} }
    modules.set(file, module)
    const wrapper = `(function (exports, require, module, __filename, __dirname) {${readFileSync(file, 'utf8')}\n})`
    const run = vm.runInContext(wrapper, context, { filename: file })
    const outer = createRequire(file)
    const inner = (id) => {
      const found = outer.resolve(id)
      return /^\.|^@sqltrace|^sqltrace/.test(id) ? load(found) : outer(id)
    }
    run(module.exports, inner, module, file, dirname(file))
    return module.exports
  }
  return load
}

async function useRealm() {
  const context = vm.createContext({
    process,
    Buffer,
    setTimeout,
    clearTimeout,
    queueMicrotask,
    performance,
  })
  const { traced } = loader(context)(require.resolve('sqltrace'))
  const pool = traced(new Pool({ connectionString: 'postgres://127.0.0.1:1/none' }))
  await pool.query('select 1').catch(() => {})
  await pool.end()
  return new WeakRef(context)
}

async function main() {
  const realms = []
  for (let realm = 0; realm < 5; realm++) realms.push(await useRealm())
  for (let round = 0; round < 20; round++) {
    await sleep(10)
    globalThis.gc()
  }
  console.log(realms.filter((realm) => realm.deref()).length)
}

main()
