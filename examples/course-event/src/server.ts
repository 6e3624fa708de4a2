import { provider } from './tracing.js'
import { ready } from 'sqltrace'
import { writeAdvice } from './write-advice.js'
import { createApp } from './app.js'
import { renewCaches } from './caches/renew-caches.js'
import { configuration } from './configuration.js'
import { closeDatabases } from './database/database.js'
import { startJobs } from './jobs.js'

if (configuration.adviceFile !== undefined) writeAdvice(configuration.adviceFile)
await ready()
await renewCaches()
const app = createApp()
const jobs = configuration.runsJobs ? startJobs() : undefined
console.log(await app.listen({ port: configuration.port, host: '127.0.0.1' }))

process.once('SIGTERM', async () => {
  jobs?.stop()
  await app.close()
  await closeDatabases()
  await provider?.shutdown()
})
