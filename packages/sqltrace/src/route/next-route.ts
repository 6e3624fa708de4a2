interface NextRequestMeta {
  readonly match?: { readonly definition?: { readonly pathname?: unknown } }
}

/** Next.js's key for a request's metadata on the `node:http` message. */
const requestMeta = Symbol.for('NextInternalRequestMeta')

/** The pages that Next.js serves if no route of the app matches. */
const isFallback = /^\/(?:_.*|404|500)$/

/** The pattern that Next.js has matched, such as `/courses/[slug]`. */
export function nextRoute(message: object): string | undefined {
  const meta = (message as { [requestMeta]?: NextRequestMeta })[requestMeta]
  const pathname = meta?.match?.definition?.pathname
  return typeof pathname === 'string' && !isFallback.test(pathname) ? pathname : undefined
}
