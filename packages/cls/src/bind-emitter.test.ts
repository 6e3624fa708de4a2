import { EventEmitter, once } from 'node:events'
import { PassThrough, Readable } from 'node:stream'
import { beforeEach, expect, test } from 'vitest'
import { createNamespace } from './index.js'

const session = createNamespace('session')
let emitter: EventEmitter
let seen: unknown[]
const see = () => void seen.push(session.get('user'))

const inSession = (user: string, fn: () => void) =>
  session.run(() => {
    session.set('user', user)
    fn()
  })

beforeEach(() => {
  emitter = new EventEmitter()
  seen = []
  session.bindEmitter(emitter)
})

test.each(['on', 'addListener', 'once', 'prependListener', 'prependOnceListener'] as const)(
  'a listener of %s runs in the context that it was added in',
  (method) => {
    inSession('ada', () => emitter[method]('event', see))
    inSession('grace', () => emitter.emit('event'))
    expect(seen).toEqual(['ada'])
  },
)

test('a listener of an earlier time, or of no context, runs in the context that emits', () => {
  const unbound = new EventEmitter().on('event', see)
  session.bindEmitter(unbound)
  unbound.on('event', see)
  inSession('ada', () => unbound.emit('event'))
  expect(seen).toEqual(['ada', 'ada'])
})

test('a listener that has no context at all can set values', () => {
  emitter.on('event', () => session.set('user', 'ada'))
  expect(emitter.emit('event')).toBe(true)
  expect(session.active).toBeNull()
})

test('one function that listens to many emitters sees the context of each', () => {
  const emitters = ['ada', 'grace'].map((user) => {
    const one = new EventEmitter()
    session.bindEmitter(one)
    inSession(user, () => one.on('event', see))
    return one
  })
  for (const one of emitters) one.emit('event')
  expect(seen).toEqual(['ada', 'grace'])
})

test('a listener of once is called once and is gone', () => {
  inSession('ada', () => emitter.once('event', see))
  emitter.emit('event')
  expect(emitter.emit('event')).toBe(false)
  expect(seen).toEqual(['ada'])
})

test.each(['off', 'removeListener'] as const)('%s removes a bound listener', (remove) => {
  inSession('ada', () => emitter.on('event', see).once('event', see))
  emitter[remove]('event', see)[remove]('event', see)
  expect(emitter.emit('event')).toBe(false)
  expect(emitter.listenerCount('event')).toBe(0)
})

test.each(['off', 'removeListener'] as const)(
  '%s removes listeners while they are called',
  (remove) => {
    const first = () => emitter[remove]('event', first)[remove]('event', see)
    inSession('ada', () =>
      emitter
        .on('event', first)
        .once('event', see)
        .on('event', () => {}),
    )
    emitter.emit('event')
    expect(seen).toEqual(['ada'])
    expect(emitter.listenerCount('event')).toBe(1)
  },
)

test('a listener that is added while others are called is called next time, in its context', () => {
  inSession('ada', () => emitter.once('event', () => emitter.on('event', see)))
  emitter.emit('event')
  expect(seen).toEqual([])
  emitter.emit('event')
  expect(seen).toEqual(['ada'])
})

test('an event that is emitted out of its own listener reaches each listener', () => {
  inSession('ada', () => emitter.once('event', () => emitter.emit('event')).on('event', see))
  emitter.emit('event')
  expect(seen).toEqual(['ada', 'ada'])
})

test('listeners and rawListeners give the functions that were added, also while they are called', () => {
  const given = () => [emitter.listeners('event'), emitter.rawListeners('event')]
  inSession('ada', () => emitter.on('event', see).on('event', () => seen.push(given())))
  const [, tell] = emitter.listeners('event')
  expect(given()).toEqual([
    [see, tell],
    [see, tell],
  ])
  emitter.emit('event')
  expect(seen).toEqual(['ada', given()])
})

test('a listener gets the arguments, and the emitter as its this', () => {
  inSession('ada', () =>
    emitter.on('event', function (this: unknown, ...args) {
      seen.push(this, ...args)
    }),
  )
  emitter.emit('event', 1, 2)
  expect(seen).toEqual([emitter, 1, 2])
})

test('a listener that throws reaches the emitter with its context, and works again', () => {
  const error = new Error('no')
  inSession('ada', () =>
    emitter.on('event', () => {
      throw error
    }),
  )
  for (let time = 0; time < 2; time++) expect(() => emitter.emit('event')).toThrow(error)
  expect(session.fromException(error)).toMatchObject({ user: 'ada' })
  expect(session.active).toBeNull()
  expect(emitter.listenerCount('event')).toBe(1)
})

test('an error without a listener is thrown, with one it is heard in its context', () => {
  const error = new Error('no')
  expect(() => emitter.emit('error', error)).toThrow(error)
  inSession('ada', () => emitter.on('error', see))
  emitter.emit('error', error)
  expect(seen).toEqual(['ada'])
})

test('newListener tells the function that was added', () => {
  emitter.once('newListener', (_event, listener) => seen.push(listener))
  inSession('ada', () => emitter.once('event', see))
  expect(seen).toEqual([see])
})

test('rejections of listeners are captured where the emitter asks for it', async () => {
  const capturing = new EventEmitter({ captureRejections: true })
  session.bindEmitter(capturing)
  const error = new Error('no')
  inSession('ada', () => capturing.on('event', () => Promise.reject(error)))
  const heard = once(capturing, 'error')
  capturing.emit('event')
  await expect(heard).resolves.toEqual([error])
})

test('an emitter can be bound to many namespaces, and many times', () => {
  const other = createNamespace('other')
  other.bindEmitter(emitter)
  session.bindEmitter(emitter)
  inSession('ada', () =>
    other.run(() => {
      other.set('user', 'grace')
      emitter.on('event', () => seen.push(session.get('user'), other.get('user')))
    }),
  )
  emitter.emit('event')
  expect(seen).toEqual(['ada', 'grace'])
})

test('streams can be bound: data, pipe and end run in their context', async () => {
  const source = Readable.from(['one', 'two'])
  const target = new PassThrough()
  session.bindEmitter(source)
  session.bindEmitter(target)
  inSession('ada', () => {
    source.pipe(target)
    target.on('data', see)
    target.on('end', see)
  })
  await once(target, 'end')
  expect(seen).toEqual(['ada', 'ada', 'ada'])
})

test('what is no emitter is refused', () => {
  expect(() => session.bindEmitter({} as EventEmitter)).toThrow(/EventEmitter/)
  expect(() => session.bindEmitter(undefined as unknown as EventEmitter)).toThrow(/EventEmitter/)
})
