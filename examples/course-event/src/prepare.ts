import { configuration } from './configuration.js'
import { fill } from './database/fill.js'

await fill(configuration.writer)
