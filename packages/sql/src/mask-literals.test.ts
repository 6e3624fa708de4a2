import fc from 'fast-check'
import { loadModule, parseSync } from 'libpg-query'
import { beforeAll, describe, expect, test } from 'vitest'
import { maskLiterals } from './mask-literals.js'

const cases: Record<string, Record<string, string>> = {
  numbers: {
    'select 1, -2, 1e5, 1.5e-3, .5, 1., 0x1F, 0b101, 0o17, 1_000':
      'select ?, -?, ?, ?, ?, ?, ?, ?, ?, ?',
    'select a1, "a2", t1.c2, $1, $23 from t_3': 'select a1, "a2", t1.c2, $1, $23 from t_3',
    'select 1+1, a[1:2], 12e+x, t.5': 'select ?+?, a[?:?], ?+x, t?',
  },
  strings: {
    "select '', 'it''s', '--', '/*', '\"'": 'select ?, ?, ?, ?, ?',
    "select e'it\\'s', E'\\\\', 'C:\\dir'": 'select ?, ?, ?',
    "select B'01', x'1f', N'a', u&'d\\0061t' uescape '!'": 'select ?, ?, ?, ? uescape ?',
    "select $$it's$$, $t$ $$ $t$, $a": 'select ?, ?, $a',
    "select 'a'\n  'b', c": 'select ?, c',
    "select * from t where a like '%' escape '\\' and b = 'c'":
      'select * from t where a like ? escape ? and b = ?',
    "select date '2020-01-01', interval '1' day, '1'::int": 'select date ?, interval ? day, ?::int',
  },
  'booleans, but not null': {
    'select true, FALSE, null where a is true and b is  not false':
      'select ?, ?, null where a is true and b is  not false',
    'select truest, "true", untrue, 1 as true': 'select truest, "true", untrue, ? as true',
  },
  'lists of values': {
    "select * from t where a in (1, 2,3) and b not IN ('x') and c in (-1, 2)":
      'select * from t where a in (?) and b not IN (?) and c in (?)',
    'select * from t where a in ($1, $2) and (a, b) in ((1, 2))':
      'select * from t where a in ($1, $2) and (a, b) in ((?, ?))',
    "insert into t values (1, 'a')": 'insert into t values (?, ?)',
  },
  comments: {
    "select 1 /* 'a' /* nested 2 */ 3 */ + 4 -- 5\n, 6": 'select ?   + ?  \n, ?',
    'select/**/a/*b*/from/*c*/t': 'select a from t',
    "/* secret */ select a from t -- 'secret'": 'select a from t',
    "select '/* no comment */', a": 'select ?, a',
  },
  'what is never closed': {
    "select 'secret": 'select ?',
    'select "secret': 'select ?',
    'select $$secret': 'select ?',
    "select e'secret\\'": 'select ?',
    'select 1 /* secret': 'select ?',
    "select 'it\\'s', 'secret'": 'select ?',
  },
  identifiers: {
    'select "it\'s", "a""1", `b 2` from "in (1, 2)"':
      'select "it\'s", "a""1", `b 2` from "in (1, 2)"',
    'copy "t" ("a") from stdin': 'copy "t" ("a") from stdin',
  },
}

for (const [suite, texts] of Object.entries(cases)) {
  describe(`Masking ${suite}`, () => {
    for (const [sql, masked] of Object.entries(texts)) {
      test(sql, () => {
        expect(maskLiterals(sql)).toBe(masked)
      })
    }
  })
}

const content = fc.string({ unit: fc.constantFrom(...`v4lue '"\`$-/*\\;()?,.\néx`), maxLength: 12 })
const literal = fc.oneof(
  fc.nat().map(String),
  fc.constantFrom(
    '1e5',
    '1.5E-3',
    '.5',
    '0x1f',
    '1_000',
    '0b11',
    "b'01'",
    "X'1f'",
    'true',
    'false',
  ),
  content.map((text) => `'${text.replaceAll("'", "''").replaceAll('\\', '')}'`),
  content.map((text) => `E'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`),
  content.map((text) => `$tag$${text}$tag$`),
  content.map((text) => `U&'${text.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`),
)
const name = fc.constantFrom('a', 't1', '"b 2"', '"it\'s 3"', 's4."C5"', '"d""6"')
const parameter = fc.nat(9).map((n) => `$${n + 1}`)
const blank = fc.constantFrom(' ', '\n', " /* 'v4lue' */ ", " -- v4lue '\n")
const expression = fc.letrec<{ any: string }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    literal,
    name,
    parameter,
    fc.tuple(tie('any'), blank, tie('any')).map(([a, b, c]) => `(${a}${b}=${b}${c})`),
    fc.tuple(name, fc.array(literal, { minLength: 1, maxLength: 4 })).map(inList),
    fc.tuple(tie('any'), tie('any')).map(([a, b]) => `coalesce(${a}, ${b})`),
    tie('any').map((a) => `((${a}) is not true)`),
    tie('any').map((a) => `cast(${a} as text)`),
    fc.tuple(tie('any'), name).map(([a, b]) => `(select ${a} from ${b})`),
  ),
})).any
const statement = fc.oneof(
  fc.tuple(expression, blank, name, expression).map(([a, b, c, d]) => {
    return `select${b}${a} from ${c} where${b}${d} limit 10`
  }),
  fc.tuple(name, literal, expression).map(([a, b, c]) => `insert into ${a} values (${b}, ${c})`),
  fc.tuple(name, expression, expression).map(([a, b, c]) => `update ${a} set x = ${b} where ${c}`),
  fc.tuple(name, expression).map(([a, b]) => `delete from ${a} where ${b};`),
)

function inList([column, values]: [string, string[]]): string {
  return `(${column} in (${values.join(', ')}))`
}

/** PostgreSQL's own parse tree without positions and values. */
function parseTree(sql: string): string {
  return JSON.stringify(parseSync(sql), (key, value: unknown) => {
    if (/location|list_(?:start|end)$|^stmt_len$/.test(key)) return undefined
    if (!Array.isArray(value)) return isValue(value) ? '?' : value
    return value.filter((item, n) => !(n > 0 && isValue(item) && isValue(value[n - 1])))
  })
}

function isValue(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false
  return 'ParamRef' in node || 'A_Const' in node
}

describe('A masked statement', () => {
  beforeAll(() => loadModule())

  test('parses to the same tree, except for values', () => {
    fc.assert(
      fc.property(statement, (sql) => {
        expect(parseTree(maskLiterals(sql).replaceAll('?', '$1'))).toBe(parseTree(sql))
      }),
      { numRuns: 300 },
    )
  })

  test('contains no digit and no word of a value or a comment', () => {
    fc.assert(
      fc.property(statement, (sql) => {
        const masked = maskLiterals(sql)
        const rest = masked.replaceAll(/"[^"]*"/g, '').replaceAll(/\$\d+|t1|s4/g, '')
        expect(rest).not.toMatch(/\d|v4lue|'/)
      }),
      { numRuns: 300 },
    )
  })

  test('does not change when masked again, for any text', () => {
    const pieces = fc.constantFrom(
      ...`'"\`$-/*\\.eEbxU&?,(1 a\n`,
      'in (',
      'true',
      'is ',
      '$a$',
      '--',
    )
    const texts = fc.oneof(
      statement,
      fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join('')),
      fc.string({ unit: 'binary' }),
    )
    fc.assert(
      fc.property(texts, (sql) => {
        const masked = maskLiterals(sql)
        expect(maskLiterals(masked)).toBe(masked)
      }),
      { numRuns: 500 },
    )
  })
})

test('Only the first 50,000 characters of a megabyte are kept', () => {
  const masked = maskLiterals(`select ${"'v4lue', ".repeat(125_000)}`)
  expect(masked).toMatch(/^select (?:\?, )+\?,?$/)
  expect(masked.length).toBeLessThan(50_000)
})
