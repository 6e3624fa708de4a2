import type { Attributes } from '@opentelemetry/api'
import { limits } from '../runtime/limits.js'
import type { ResolvedOptions } from '../options/resolve-options.js'
import { describe } from '../query/query-text.js'
import { parameterText } from './parameter-text.js'
import type { Query, Server } from '../query/query.js'

/** The query, in OpenTelemetry's conventions for databases: literals are masked if there are no parameters. */
export function queryAttributes(query: Query, options: ResolvedOptions): Attributes {
  const { sql, parameters, operation, collection } = query
  const attributes: Attributes = {
    'db.query.text': parameters?.length ? sql : describe(sql).masked,
  }
  if (operation) attributes['db.operation.name'] = operation
  if (collection) attributes['db.collection.name'] = collection
  if (options.role) attributes['sqltrace.role'] = options.role
  if (options.parameters) Object.assign(attributes, parameterAttributes(parameters ?? []))
  return attributes
}

/** The server that it is sent to. */
export function serverAttributes({ address, port, namespace }: Server): Attributes {
  const attributes: Attributes = {}
  if (address) attributes['server.address'] = address
  if (port) attributes['server.port'] = port
  if (namespace) attributes['db.namespace'] = namespace
  return attributes
}

function parameterAttributes(parameters: readonly unknown[]): Attributes {
  const attributes: Attributes = {}
  let room: number = limits.parameters.characters
  for (const [index, value] of parameters.slice(0, limits.parameters.values).entries()) {
    const text = parameterText(value)
    room -= text.length
    if (room < 0) break
    attributes[`db.query.parameter.${index}`] = text
  }
  return attributes
}
