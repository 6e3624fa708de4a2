interface NextRequestMeta {
  readonly match?: { readonly definition?: { readonly pathname?: unknown } }
}

/** Under which Next.js keeps what it knows of a request, on the message of `node:http`. */
const requestMeta = Symbol.for('NextInternalRequestMeta')

/** What Next.js answers with where no route of the app matches. */
const isFallback = /^\/(?:_.*|404|500)$/

/** The pattern that Next.js has matched, such as `/courses/[slug]`. */
export function nextRoute(message: object): string | undefined {
  const meta = (message as { [requestMeta]?: NextRequestMeta })[requestMeta]
  const pathname = meta?.match?.definition?.pathname
  return typeof pathname === 'string' && !isFallback.test(pathname) ? pathname : undefined
}
