import { text } from 'node:stream/consumers'
import { startPostgres } from '../dist/index.js'

const { port, dataFolder } = await startPostgres()
console.log(JSON.stringify({ port, dataFolder }))
if ((await text(process.stdin)) === 'throw') throw new Error('Nobody catches this.')
