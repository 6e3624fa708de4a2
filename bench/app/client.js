import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { Agent, get } from 'node:http'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { repeat } from '../report/repeat.js'

const connections = 10

/** Starts a bench server in a fresh process, runs `fn` with a client for it, and stops the server. */
export async function withServer({ node, file, args }, fn) {
  const program = fileURLToPath(new URL(`../${file}`, import.meta.url))
  const stdio = ['ignore', 'pipe', 'inherit']
  const server = spawn(node, [program, ...args.map(String)], { stdio })
  const [port] = await once(server.stdout.setEncoding('utf8'), 'data')
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const ask = (path) => request({ agent, port: Number(port), path, host: '127.0.0.1' })
  try {
    return await fn({ ask, ...client(ask) })
  } finally {
    agent.destroy()
    server.kill()
    await once(server, 'close')
  }
}

function client(ask) {
  const send = (queries, count) => repeat(count, connections, () => ask(`/courses/${queries}`))
  const cpu = async () => JSON.parse(await ask('/control/cpu'))
  /** The server's CPU time per request, in microseconds, over `count` requests. */
  const cost = async (queries, count) => {
    const before = await cpu()
    await send(queries, count)
    const after = await cpu()
    return (after.user + after.system - before.user - before.system) / count
  }
  return { send, cost }
}

async function request(options) {
  const [response] = await once(get(options), 'response')
  const body = await text(response)
  if (response.statusCode !== 200) throw new Error(body)
  return body
}
