import { isPlain, overlay } from '../runtime/overlay.js'
import type { QueryConfig } from './shapes.js'

type Callback = (this: unknown, ...args: unknown[]) => unknown

const noConfig: QueryConfig = {}

/** The arguments of pg's `query(text | config, values?, callback?)`, parsed as pg does. */
export class QueryArguments {
  readonly text: string | undefined
  readonly name: string | undefined
  readonly values: readonly unknown[] | undefined
  readonly callback: Callback | undefined
  readonly #args: readonly unknown[]
  readonly #callbackAt: number

  constructor(args: readonly unknown[]) {
    const [first, second, third] = args
    const config: QueryConfig = typeof first === 'string' ? noConfig : Object(first)
    const text = typeof first === 'string' ? first : config.text
    this.#args = args
    this.#callbackAt = third ? 2 : typeof second === 'function' ? 1 : 0
    const callback = this.#callbackAt ? args[this.#callbackAt] : config.callback
    const values = second && typeof second !== 'function' ? second : config.values
    this.callback = typeof callback === 'function' ? (callback as Callback) : undefined
    this.values = Array.isArray(values) ? values : undefined
    this.text = typeof text === 'string' ? text : undefined
    this.name = typeof config.name === 'string' && config.name ? config.name : undefined
  }

  /** The same arguments with another text and callback; the caller's objects are not changed. */
  with(text: string | undefined, callback: Callback | undefined): unknown[] {
    const args = [...this.#args]
    if (callback && this.#callbackAt) args[this.#callbackAt] = callback
    const inConfig = this.#callbackAt ? undefined : callback
    if (typeof args[0] === 'string') args[0] = text
    else if (inConfig || text !== this.text) args[0] = copyConfig(args[0] as object, text, inConfig)
    return args
  }
}

/** Copies getters and frozen properties, as pg's own copy does. */
function copyConfig(config: object, text: string | undefined, callback: Callback | undefined) {
  if (!isPlain(config)) {
    return overlay(config, { ...(text !== undefined && { text }), ...(callback && { callback }) })
  }
  const descriptors: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(config)
  if (text !== undefined) descriptors.text = own(text)
  if (callback) descriptors.callback = own(callback)
  return Object.create(Object.getPrototypeOf(config), descriptors)
}

const own = (value: unknown) => ({ value, configurable: true, enumerable: true, writable: true })
