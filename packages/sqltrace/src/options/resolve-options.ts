import { invalidOption, invalidOptions, unknownOption } from '../runtime/sqltrace-error.js'
import { environment, isDisabled } from './environment.js'
import { checkTagKey } from './check-tag-key.js'
import type { TracedOptions } from './traced-options.js'

/** The complete, checked and frozen options. */
export interface ResolvedOptions {
  readonly enabled: boolean
  readonly constantTags: Readonly<Record<string, string>>
  readonly root: string | undefined
  readonly ignore: readonly (string | RegExp)[]
  readonly http: boolean
  readonly placement: 'auto' | 'end' | 'keyword'
  readonly visibleBytes: number
  readonly encoding: 'readable' | 'strict'
  readonly traceparent: boolean
  readonly parameters: boolean
  readonly role: 'writer' | 'reader' | undefined
}

const isString = (value: unknown) => typeof value === 'string' && value !== ''
const isBoolean = (value: unknown) => typeof value === 'boolean'
const isPattern = (value: unknown) => isString(value) || value instanceof RegExp
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const isUsable = (options: unknown): boolean => isRecord(options)

interface Check {
  readonly expected: string
  readonly accepts: (value: unknown) => boolean
}

const text: Check = { expected: 'a non-empty string', accepts: isString }
const flag: Check = { expected: 'true or false', accepts: isBoolean }
const oneOf = (...values: string[]): Check => ({
  expected: values.map((value) => `'${value}'`).join(' or '),
  accepts: (value) => values.includes(value as string),
})

const checks: Record<keyof TracedOptions, Check> = {
  application: text,
  version: text,
  tags: {
    expected: 'an object with non-empty string values',
    accepts: (value) => isRecord(value) && Object.values(value).every(isString),
  },
  enabled: flag,
  root: text,
  callSite: {
    expected: '{ ignore: [path or RegExp, …] }',
    accepts: (value) =>
      isRecord(value) &&
      Object.keys(value).every((key) => key === 'ignore') &&
      (value.ignore === undefined ||
        (Array.isArray(value.ignore) && value.ignore.every(isPattern))),
  },
  http: flag,
  placement: oneOf('auto', 'end', 'keyword'),
  visibleBytes: {
    expected: 'a non-negative integer',
    accepts: (value) => Number.isSafeInteger(value) && (value as number) >= 0,
  },
  encoding: oneOf('readable', 'strict'),
  traceparent: flag,
  parameters: flag,
  role: oneOf('writer', 'reader'),
}

/** Checks `options`, fills in the defaults and freezes the result. Throws a `SqltraceError` with a fix in its message. */
export function resolveOptions(options: TracedOptions = {}): ResolvedOptions {
  if (!isUsable(options)) throw invalidOptions(options)
  for (const [name, value] of Object.entries(options)) checkOption(name, value)
  const known = environment()
  return Object.freeze({
    enabled: (options.enabled ?? true) && !isDisabled(),
    constantTags: constantTags(options, known),
    root: options.root,
    ignore: Object.freeze([...(options.callSite?.ignore ?? [])]),
    http: options.http ?? true,
    placement: options.placement ?? 'auto',
    visibleBytes: options.visibleBytes ?? 500,
    encoding: options.encoding ?? 'readable',
    traceparent: options.traceparent ?? false,
    parameters: options.parameters ?? false,
    role: options.role,
  })
}

function checkOption(name: string, value: unknown): void {
  if (!Object.hasOwn(checks, name)) throw unknownOption(name, Object.keys(checks))
  if (value === undefined) return
  const { expected, accepts } = checks[name as keyof TracedOptions]
  if (!accepts(value)) throw invalidOption(name, expected, value)
}

function constantTags(options: TracedOptions, known: ReturnType<typeof environment>) {
  const tags: Record<string, string> = {}
  for (const [key, value] of Object.entries(options.tags ?? {})) {
    checkTagKey(key)
    tags[key] = value
  }
  const application = options.application ?? known.serviceName
  const version = options.version ?? known.serviceVersion
  if (application) tags.application = application
  if (version) tags.version = version
  return Object.freeze(tags)
}
