import type { Attributes } from '@opentelemetry/api'
import { errorAttributes } from './error-attributes.js'
import type { Outcome } from '../query/query.js'

/** The error's attributes, if there is one. The error of a stream's consumer has a type, but no SQLSTATE. */
export function failureAttributes({ error, abortedBy }: Outcome): Attributes | undefined {
  if (error !== undefined) return errorAttributes(error)
  if (!abortedBy) return undefined
  const { 'error.type': type } = errorAttributes(abortedBy.error)
  return { 'error.type': type }
}
