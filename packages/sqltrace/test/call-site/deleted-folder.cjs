// A program whose working folder has been deleted: `node deleted-folder.cjs <url> <folder>`.
const { rmdirSync } = require('node:fs')
// Node.js caches the folder on first use.
rmdirSync(process.argv[3])
const pg = require('pg')
const { traced } = require('sqltrace')

const client = traced(new pg.Client(process.argv[2]))
client
  .connect()
  .then(() => client.query('select 1'))
  .then(() => client.end())
