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
  'a listener added by %s runs in the context in which it was added',
  (method) => {
    inSession('ada', () => emitter[method]('event', see))
    inSession('grace', () => emitter.emit('event'))
    expect(seen).toEqual(['ada'])
  },
)

test('a listener added before binding, or outside a context, runs in the context that emits', () => {
  const unbound = new EventEmitter().on('event', see)
  session.bindEmitter(unbound)
  unbound.on('event', see)
  inSession('ada', () => unbound.emit('event'))
  expect(seen).toEqual(['ada', 'ada'])
})

test('a listener without any context can set values', () => {
  emitter.on('event', () => session.set('user', 'ada'))
  expect(emitter.emit('event')).toBe(true)
  expect(session.active).toBeNull()
})

test('a function that listens to many emitters sees the context of each', () => {
  const emitters = ['ada', 'grace'].map((user) => {
    const one = new EventEmitter()
    session.bindEmitter(one)
    inSession(user, () => one.on('event', see))
    return one
  })
  for (const one of emitters) one.emit('event')
  expect(seen).toEqual(['ada', 'grace'])
})

test('a once listener is called once and removed', () => {
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

test.each(['off', 'removeListener'] as const)('%s removes listeners during an emit', (remove) => {
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
})

test('a listener added during an emit is called next time, in its context', () => {
  inSession('ada', () => emitter.once('event', () => emitter.on('event', see)))
  emitter.emit('event')
  expect(seen).toEqual([])
  emitter.emit('event')
  expect(seen).toEqual(['ada'])
})

test('an event emitted from its own listener reaches each listener', () => {
  inSession('ada', () => emitter.once('event', () => emitter.emit('event')).on('event', see))
  emitter.emit('event')
  expect(seen).toEqual(['ada', 'ada'])
})

test('listeners and rawListeners return the functions that were added, even during an emit', () => {
  const given = () => [emitter.listeners('event'), emitter.rawListeners('event')]
  inSession('ada', () => emitter.on('event', see).on('event', () => seen.push(given())))
  const [, other] = emitter.listeners('event')
  expect(given()).toEqual([
    [see, other],
    [see, other],
  ])
  emitter.emit('event')
  expect(seen).toEqual(['ada', given()])
})

test('a listener gets the arguments, and the emitter as this', () => {
  inSession('ada', () =>
    emitter.on('event', function (this: unknown, ...args) {
      seen.push(this, ...args)
    }),
  )
  emitter.emit('event', 1, 2)
  expect(seen).toEqual([emitter, 1, 2])
})

test('an error in a listener is thrown by emit, with its context, and the listener still works', () => {
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

test('an error event without a listener throws; with one, the listener runs in its context', () => {
  const error = new Error('no')
  expect(() => emitter.emit('error', error)).toThrow(error)
  inSession('ada', () => emitter.on('error', see))
  emitter.emit('error', error)
  expect(seen).toEqual(['ada'])
})

test('newListener receives the function that was added', () => {
  emitter.once('newListener', (_event, listener) => seen.push(listener))
  inSession('ada', () => emitter.once('event', see))
  expect(seen).toEqual([see])
})

test('rejections of listeners are captured if the emitter asks for it', async () => {
  const capturing = new EventEmitter({ captureRejections: true })
  session.bindEmitter(capturing)
  const error = new Error('no')
  inSession('ada', () => capturing.on('event', () => Promise.reject(error)))
  const heard = once(capturing, 'error')
  capturing.emit('event')
  await expect(heard).resolves.toEqual([error])
})

test('an emitter can be bound to several namespaces, and repeatedly', () => {
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

test('a value that is not an emitter throws', () => {
  expect(() => session.bindEmitter({} as EventEmitter)).toThrow(/EventEmitter/)
  expect(() => session.bindEmitter(undefined as unknown as EventEmitter)).toThrow(/EventEmitter/)
})
