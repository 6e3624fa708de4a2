type AnyFunction = (this: unknown, ...args: unknown[]) => unknown

/** Functions that can be made to throw, one at a time; records which of them were called. */
export class Breakables {
  readonly called = new Set<string>()
  broken: string | undefined

  /** Runs `fn` while `name` is broken. */
  async whileBroken<T>(name: string, fn: () => Promise<T>): Promise<T> {
    this.broken = name
    return fn().finally(() => (this.broken = undefined))
  }

  /** Runs `fn` with nothing broken. */
  intact<T>(fn: () => T): T {
    const { broken } = this
    this.broken = undefined
    try {
      return fn()
    } finally {
      this.broken = broken
    }
  }

  /** A function that throws while `name` is broken. */
  wrap(name: string, run: AnyFunction): AnyFunction {
    const step = () => this.#step(name)
    return function (...args) {
      step()
      return run.apply(this, args)
    }
  }

  /** A module's exports, where each function and each method of a class can be broken. */
  wrapModule(file: string, exports: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const entries = Object.entries(exports).map(([name, value]) => {
      if (typeof value !== 'function') return [name, value]
      if (!isClass(value)) return [name, this.wrap(`${file}#${name}`, value as AnyFunction)]
      this.#wrapMethods(`${file}#${name}`, value.prototype)
      return [name, value]
    })
    return Object.fromEntries(entries)
  }

  #wrapMethods(name: string, prototype: object): void {
    for (const [key, { value }] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (key === 'constructor' || typeof value !== 'function') continue
      Object.defineProperty(prototype, key, { value: this.wrap(`${name}.${key}`, value) })
    }
  }

  #step(name: string): void {
    this.called.add(name)
    if (name === this.broken) throw new Error(`of sqltrace: ${name}`)
  }
}

const isClass = (value: object) => Function.prototype.toString.call(value).startsWith('class')
