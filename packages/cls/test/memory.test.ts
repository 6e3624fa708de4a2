import { EventEmitter } from 'node:events'
import { setImmediate as turn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { createNamespace } from '@sqltrace/cls'
import { expect, test } from 'vitest'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const session = createNamespace('session')

const heap = async () => {
  await turn()
  collect()
  return process.memoryUsage().heapUsed
}

function* repeated(times: number, step: () => unknown) {
  for (let time = 0; time < times; time++) yield step()
}

/** Megabytes still used after a warm-up and `times` runs of `step`. */
const growth = async (times: number, step: () => unknown) => {
  for await (const _ of repeated(1000, step));
  const before = await heap()
  for await (const _ of repeated(times, step));
  return ((await heap()) - before) / 1e6
}

const setUser = () => session.set('user', Buffer.alloc(100))
const runMany = () => {
  for (let time = 0; time < 1000; time++) session.run(setUser)
}
const listener = () => session.get('user')

test('a million contexts leak nothing', { timeout: 60_000 }, async () => {
  expect(await growth(1000, runMany)).toBeLessThan(2)
})

test('promises, bound functions and listeners leak nothing', async () => {
  const grown = await growth(20_000, () =>
    session.runPromise(async () => {
      setUser()
      const emitter = new EventEmitter()
      session.bindEmitter(emitter)
      emitter.once('event', listener)
      await turn()
      session.bind(() => emitter.emit('event'))()
    }),
  )
  expect(grown).toBeLessThan(2)
})

test('a worker that calls one bound function after another releases the earlier contexts', async () => {
  const contexts = Array.from({ length: 3 }, () => session.createContext())
  const work = (left: number, done: () => void): void => {
    if (left === 0) return done()
    setImmediate(session.bind(() => work(left - 1, done), contexts[left % 3]))
  }
  const queue = (left: number) => new Promise<void>((resolve) => work(left, resolve))
  await queue(1000)
  const before = await heap()
  let during = 0
  await new Promise<void>((resolve) => {
    work(100_000, () => {
      collect()
      during = process.memoryUsage().heapUsed
      resolve()
    })
  })
  expect((during - before) / 1e6).toBeLessThan(2)
})
