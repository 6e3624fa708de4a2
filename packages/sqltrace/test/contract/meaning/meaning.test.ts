import { tagSql } from '@sqltrace/sqlcommenter'
import type { TagOptions } from '@sqltrace/sqlcommenter'
import fc from 'fast-check'
import { loadModule } from 'libpg-query'
import { beforeAll, expect, test } from 'vitest'
import { hostileSql } from './hostile-sql.js'
import { firstComment, parsed } from './parsed.js'

const numRuns = Number(process.env['SQLTRACE_FUZZ_RUNS'] ?? 10_000)
const seed = Number(process.env['SQLTRACE_FUZZ_SEED'] ?? Date.now() % 2 ** 31)

const options: fc.Arbitrary<TagOptions> = fc.record({
  placement: fc.constantFrom('auto', 'end', 'keyword'),
  encoding: fc.constantFrom('readable', 'strict'),
  visibleBytes: fc.constantFrom(0, 100, 500),
})

const value = fc.oneof(
  fc.constantFrom("'", '*/', '/*', '--', '\\', "X'); drop table a; --", '\0', '\uD800', 'a.ts:1'),
  fc.string({ unit: 'binary', maxLength: 20 }),
)
const tags = fc.dictionary(
  fc.oneof(fc.constantFrom('file', 'route'), fc.string({ minLength: 1 })),
  value,
  {
    maxKeys: 3,
  },
)

beforeAll(loadModule)

/** Lone surrogates never reach a server: they are encoded as U+FFFD. */
const onTheWire = (sql: string) => Buffer.from(sql).toString()

test(
  `PostgreSQL's parser reads the tagged statement like the plain one (${numRuns} texts, seed ${seed})`,
  () => {
    let accepted = 0
    fc.assert(
      fc.property(hostileSql, tags, options, (text, given, how) => {
        const sql = onTheWire(text)
        const tagged = tagSql(sql, given, how)
        const plain = parsed(sql)
        if (plain) accepted += 1
        expect(parsed(tagged)).toEqual(plain)
        const hint = firstComment(sql)
        if (hint?.startsWith('/*+') && plain) expect(firstComment(tagged)).toBe(hint)
      }),
      { numRuns, seed },
    )
    expect(accepted).toBeGreaterThan(numRuns / 3)
  },
  20_000 + numRuns * 5,
)
