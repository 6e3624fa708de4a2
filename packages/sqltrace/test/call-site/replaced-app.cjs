// `node replaced-app.cjs <url> <module> <file that appears once the module was replaced>`
const { existsSync, writeFileSync } = require('node:fs')
const { setTimeout: sleep } = require('node:timers/promises')
const pg = require('pg')
const { traced } = require('sqltrace')

const [, , url, file, replaced] = process.argv
const { send } = require(file)
writeFileSync(`${file}.loaded`, '')

async function main() {
  const client = traced(new pg.Client(url))
  await client.connect()
  while (!existsSync(replaced)) await sleep(5)
  const start = performance.now()
  await send(client)
  console.log(performance.now() - start)
  await client.end()
}

main()
