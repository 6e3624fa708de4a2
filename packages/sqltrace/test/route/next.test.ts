import { setTimeout as sleep } from 'node:timers/promises'
import { currentScope } from '@sqltrace/context'
import { beforeAll, expect, test } from 'vitest'
import { observeRequests } from '../../src/route/observe-requests.js'
import { listen, observed } from './serve.js'

beforeAll(observeRequests)

/** Next.js stores its router's result on the message. */
async function seenWith(pathname: string): Promise<unknown[]> {
  const seen: unknown[] = []
  const origin = await listen(async (request, response) => {
    const scope = currentScope()
    const meta = { match: { definition: { pathname } } }
    Object.assign(request, { [Symbol.for('NextInternalRequestMeta')]: meta })
    await sleep(1)
    seen.push(observed().route)
    response.end()
    response.on('close', () => seen.push(scope?.request?.route))
  })
  await (await fetch(`${origin}/courses/algebra`)).text()
  while (seen.length < 2) await sleep(1)
  return seen
}

test('a Next.js route handler has its pattern, even after the response', async () => {
  expect(await seenWith('/courses/[slug]')).toEqual(['/courses/[slug]', '/courses/[slug]'])
})

test.each(['/_not-found', '/_error', '/404'])("Next.js's %s is not a route", async (pathname) => {
  expect(await seenWith(pathname)).toEqual([undefined, undefined])
})
