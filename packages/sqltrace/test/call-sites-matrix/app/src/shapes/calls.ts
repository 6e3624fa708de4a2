import { setTimeout as wait } from 'node:timers/promises'
import { query } from '../shape.ts'
import type { Databases, Shape } from '../shape.ts'

const awaited: Shape = async ({ db }) => {
  await query(db).execute() //@awaited
  await query(db).executeTakeFirst() //@awaited
  await query(db).executeTakeFirstOrThrow() //@awaited
}

const returned: Shape = ({ db }) => {
  return query(db).execute() //@returned
}

const afterAwait: Shape = async ({ db }) => {
  await wait(1)
  await query(db).execute() //@afterAwait
}

const forgotten: Shape = async ({ db }) => {
  const pending = query(db).execute() //@forgotten
  await wait(1)
  await pending
}

const all: Shape = ({ db }) =>
  Promise.all([
    query(db).execute(), //@all
    query(db).execute(), //@all
  ])

const chain: Shape = ({ db }) =>
  query(db)
    .where('shape' as never, 'is', null)
    .limit(1)
    .clearWhere()
    .clearLimit()
    .$if(true, (builder) => builder.limit(10))
    .execute() //@chain

const helper = (db: Databases['db'], levels: number): Promise<unknown> =>
  levels > 0 ? helper(db, levels - 1) : query(db).execute() //@nestedHelpers

const nestedHelpers: Shape = async ({ db }) => {
  const result = await helper(db, 12)
  return result
}

const queued: Shape = async ({ pool }) => {
  const clients = await Promise.all(Array.from({ length: 4 }, () => pool.connect()))
  const pending = pool.query("select 'shape:'") //@queued
  await wait(5)
  for (const client of clients) client.release()
  await pending
}

export const calls = {
  awaited,
  returned,
  afterAwait,
  forgotten,
  all,
  chain,
  nestedHelpers,
  queued,
}
