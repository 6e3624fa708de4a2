import { EventEmitter, once } from 'node:events'
import { query } from '../shape.ts'
import type { Databases, Shape } from '../shape.ts'

type Method = (this: Courses) => Promise<unknown>

/** What a decorator is when the tool has compiled it. */
const decorate = (target: object, name: string, wrap: (method: Method) => Method) => {
  const method = Object.getOwnPropertyDescriptor(target, name)?.value as Method
  Object.defineProperty(target, name, { value: wrap(method) })
}

class Courses {
  readonly db: Databases['db']

  constructor(db: Databases['db']) {
    this.db = db
  }

  get count(): Promise<unknown> {
    return query(this.db).execute() //@getter
  }

  static find(db: Databases['db']) {
    return query(db).execute() //@staticMethod
  }

  async #find() {
    await query(this.db).execute() //@privateMethod
  }

  find() {
    return this.#find()
  }

  async decorated() {
    await query(this.db).execute() //@decorated
  }

  async execute() {
    await query(this.db).execute() //@namedExecute
  }

  async executeAll() {
    await this.execute()
  }

  *each() {
    yield query(this.db).execute() //@generator
  }

  async *stream() {
    yield await query(this.db).execute() //@asyncGenerator
  }

  async '[as (/a b.ts:1:2)]'() {
    await query(this.db).execute() //@oddName
  }
}

decorate(
  Courses.prototype,
  'decorated',
  (method) =>
    async function decorated(this: Courses) {
      return method.call(this)
    },
)

const generator: Shape = async ({ db }) => {
  for (const pending of new Courses(db).each()) await pending
}

const asyncGenerator: Shape = async ({ db }) => {
  for await (const _ of new Courses(db).stream()) continue
}

const timer: Shape = ({ db }) =>
  new Promise((resolve, reject) => {
    setTimeout(() => {
      query(db).execute().then(resolve, reject) //@timer
    }, 1)
  })

const event: Shape = async ({ db }) => {
  const events = new EventEmitter()
  events.on('ask', () => {
    void query(db) //
      .execute() //@event
      .then((rows) => events.emit('done', rows))
  })
  const done = once(events, 'done')
  events.emit('ask')
  await done
}

const microtask: Shape = ({ db }) => Promise.resolve().then(() => query(db).execute()) //@microtask

const evaluated: Shape = async ({ db }) => {
  await new Function('query', 'db', 'return query(db).execute()')(query, db) //@evaluated
}

/** The projects' template has `eval` instead, which linters don't allow here. */
declare const directly: (text: string) => unknown

const directEval: Shape = async ({ db }) => {
  const pending = query(db)
  // Bundlers drop what nothing but an evaluated text uses.
  pending.compile()
  await directly('pending.execute()') //@directEval
}

export const functions = {
  getter: (({ db }) => new Courses(db).count) satisfies Shape,
  staticMethod: (({ db }) => Courses.find(db)) satisfies Shape,
  privateMethod: (({ db }) => new Courses(db).find()) satisfies Shape,
  decorated: (({ db }) => new Courses(db).decorated()) satisfies Shape,
  namedExecute: (({ db }) => new Courses(db).executeAll()) satisfies Shape,
  oddName: (({ db }) => new Courses(db)['[as (/a b.ts:1:2)]']()) satisfies Shape,
  generator,
  asyncGenerator,
  timer,
  event,
  microtask,
  evaluated,
  directEval,
}
