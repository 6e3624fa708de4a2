import pg from 'pg'
import type { DatabaseError, PoolConfig } from 'pg'
import { describe, expect, test } from 'vitest'
import { type TracedOptions, traced } from '../../src/index.js'
import { useDatabase } from '../support/database.js'

const database = useDatabase()

const statements = {
  'a plain one': 'select nothing',
  'one that ends too early': 'select 1 from',
  'one that ends too early, with blanks': 'select 1 from  ',
  'one with a closing semicolon': 'select from from ;',
  'one with characters of several bytes': "select 'wörld 😀', nothing",
  'one with its own comment in front': "/*action='list'*/ select nothing",
  'one with its own comment at the end': "select nothing /*action='list'*/",
  'one with two such comments': "/*a='b'*/ select nothing /*c='d'*/",
  'one with another comment': 'select /* mine */ nothing',
}

const prepend = (text: unknown) => `/*dddbs='shop'*/ ${text}`

class Prepending extends pg.Client {
  override query(...[text, ...rest]: unknown[]): never {
    return super.query(prepend(text), ...(rest as [])) as never
  }
}

class PrependingPool extends pg.Pool {
  override query(...[text, ...rest]: unknown[]): never {
    return super.query(prepend(text), ...(rest as [])) as never
  }
}

/** Tools that add their own comment, as Datadog does. */
const wrappers: Record<string, (config: PoolConfig) => pg.Pool> = {
  'on its own': (config) => new pg.Pool(config),
  'below a client that prepends a comment': (config) =>
    new pg.Pool({ ...config, Client: Prepending as never }),
  'below a pool that prepends a comment': (config) => new PrependingPool(config),
}

const placements: TracedOptions[] = [{ placement: 'end' }, { placement: 'keyword' }]

async function failed(pool: pg.Pool, text: string) {
  const error = await pool.query(text).then(
    () => undefined,
    (reason: DatabaseError) => reason,
  )
  await pool.end()
  return { position: error?.position, length: error?.length, message: error?.message }
}

describe.each(Object.entries(wrappers))('the position of an error %s is the same', (_, open) => {
  test.each(Object.entries(statements))('of %s', async (_name, text) => {
    const config = { connectionString: database.url }
    const expected = await failed(open(config), text)
    expect(expected.message).toBeDefined()
    for (const options of placements)
      expect(await failed(traced(open(config), options), text)).toEqual(expected)
  })
})
