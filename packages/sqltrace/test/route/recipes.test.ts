import { createServer } from 'node:http'
import { json } from 'node:stream/consumers'
import { currentScope } from '@sqltrace/context'
import { initTRPC } from '@trpc/server'
import { createHTTPHandler } from '@trpc/server/adapters/standalone'
import { graphql, GraphQLObjectType, GraphQLSchema, GraphQLString, isObjectType } from 'graphql'
import { expect, test } from 'vitest'
import { withTags } from '../../src/with-tags.js'
import { listen } from './serve.js'

const tags = () => JSON.stringify(currentScope()?.tags)

/** Tags statements with their resolver: its name is fixed by the schema, no client can choose it. */
function tagResolvers(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()).filter(isObjectType)) {
    for (const field of Object.values(type.getFields())) {
      const { resolve } = field
      if (!resolve) continue
      const route = `${type.name}.${field.name}`
      field.resolve = (...call) => withTags({ route }, () => resolve(...call))
    }
  }
}

const text = { type: GraphQLString, resolve: () => Promise.resolve().then(tags) }
const course = new GraphQLObjectType({ name: 'Course', fields: { author: text } })

test('a GraphQL resolver is the route of its statements', async () => {
  const query = new GraphQLObjectType({
    name: 'Query',
    fields: { course: { type: course, resolve: async () => ({}) }, version: text },
  })
  const schema = new GraphQLSchema({ query })
  tagResolvers(schema)
  const origin = await listen(
    createServer(async (request, response) => {
      const { query: source } = (await json(request)) as { query: string }
      response.end(JSON.stringify(await graphql({ schema, source })))
    }),
  )
  const body = JSON.stringify({ query: 'query Mine { alias: course { author } version }' })
  const response = await fetch(origin, { method: 'POST', body })
  expect(await response.json()).toEqual({
    data: {
      alias: { author: '{"route":"Course.author"}' },
      version: '{"route":"Query.version"}',
    },
  })
})

test('a tRPC procedure is the route of its statements', async () => {
  const { procedure, router } = initTRPC.create()
  const tagged = procedure.use(({ path, next }) => withTags({ route: path }, next))
  const courses = router({ bySlug: tagged.query(() => Promise.resolve().then(tags)) })
  const handler = createHTTPHandler({ router: router({ courses }) })
  const origin = await listen(createServer(handler))
  expect(await (await fetch(`${origin}/courses.bySlug`)).json()).toEqual({
    result: { data: '{"route":"courses.bySlug"}' },
  })
})
