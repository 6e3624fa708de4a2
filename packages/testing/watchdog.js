// Briefly outlives the process that started it: when that process ends, however it ends, the pipe
// on standard input closes, and this one stops the server and removes its folder.
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setInterval } from 'node:timers/promises'

const [folder, name] = process.argv.slice(2)
const pidFile = join(folder, name)

for await (const _ of process.stdin);
stopServer()
const deadline = Date.now() + 5000
for await (const _ of setInterval(20)) if (!existsSync(pidFile) || Date.now() > deadline) break
rmSync(folder, { recursive: true, force: true, maxRetries: 10 })

function stopServer() {
  try {
    process.kill(Number.parseInt(readFileSync(pidFile, 'utf8'), 10), 'SIGQUIT')
  } catch {
    // It has stopped already.
  }
}
