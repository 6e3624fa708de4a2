import { expect, test } from 'vitest'
import { formatComment } from './format-comment.js'
import { placeComment } from './place-comment.js'
import { tagSql } from './tag-sql.js'

const tags = { a: '1' }
const early = { placement: 'keyword' } as const

test.each([
  ['select 1', "select 1 /*a='1'*/"],
  ['select 1;', "select 1 /*a='1'*/;"],
  ['select 1 ;\n ', "select 1 /*a='1'*/ ;\n "],
  ['select 1\n', "select 1 /*a='1'*/\n"],
  ['select 1 -- note', "select 1 /*a='1'*/ -- note"],
  ['select 1; -- note', "select 1 /*a='1'*/; -- note"],
  ['select 1--', "select 1 /*a='1'*/--"],
  ['select 1 /* note */', "select 1 /* note */ /*a='1'*/"],
  ['select 1; select 2;;', "select 1; select 2 /*a='1'*/;;"],
  ['select \';\' as "a;"', "select ';' as \"a;\" /*a='1'*/"],
  ["select E'\\';' ;", "select E'\\';' /*a='1'*/ ;"],
  ["select E'a' -- b\n'\\';' ;", "select E'a' -- b\n'\\';' /*a='1'*/ ;"],
  ["select U&'\\0041;' ;", "select U&'\\0041;' /*a='1'*/ ;"],
  ["select true'\\';", "select true'\\' /*a='1'*/;"],
  ['do $$ begin; end $$;', "do $$ begin; end $$ /*a='1'*/;"],
  ['do $a$ $$ ; $b$ $a$;', "do $a$ $$ ; $b$ $a$ /*a='1'*/;"],
  ['select a$b$, $1 ;', "select a$b$, $1 /*a='1'*/ ;"],
  ['select a ?| b @> c ->> d */ e - -1 ;', "select a ?| b @> c ->> d */ e - -1 /*a='1'*/ ;"],
  ['copy t from stdin', "copy t from stdin /*a='1'*/"],
  ['select /* a /* b */ ; */ 1', "select /* a /* b */ ; */ 1 /*a='1'*/"],
  ['select 1; /*+ SeqScan(t) */', "select 1; /*+ SeqScan(t) */ /*a='1'*/"],
])('at the end: %s', (sql, tagged) => {
  expect(tagSql(sql, tags)).toBe(tagged)
})

test.each([
  ['select 1', "select /*a='1'*/ 1"],
  ['select*from t', "select /*a='1'*/*from t"],
  ['(select 1)', "(select /*a='1'*/ 1)"],
  ['with t as (select 1) table t', "with /*a='1'*/ t as (select 1) table t"],
  ['-- x\n/* y */ begin', "-- x\n/* y */ begin /*a='1'*/"],
  ['/*+ SeqScan(t) */ select 1', "/*+ SeqScan(t) */ select /*a='1'*/ 1"],
  ['select /*+ SeqScan(t) */ 1', "select /*+ SeqScan(t) */ /*a='1'*/ 1"],
  ['"odd" 1', '"odd" 1 /*a=\'1\'*/'],
])('after the first keyword: %s', (sql, tagged) => {
  expect(tagSql(sql, tags, early)).toBe(tagged)
})

test.each([
  '',
  ' \n',
  ';',
  '/* nothing */',
  '-- nothing',
  "select 'a",
  "select E'a\\'",
  'select "a',
  'select $a$ $b$',
  'select /* /* */',
  "select 1 -- '\n, '",
  'select 1\0',
  'IDENTIFY_SYSTEM',
  'START_REPLICATION SLOT "s" LOGICAL 0/0',
])('is returned unchanged: %j', (sql) => {
  expect(tagSql(sql, tags)).toBe(sql)
  expect(tagSql(sql, tags, early)).toBe(sql)
})

test('no tags, no comment', () => {
  expect(tagSql('select 1', {})).toBe('select 1')
  expect(placeComment('select 1', '')).toBe('select 1')
})

test('the comment moves to the front as soon as its end would exceed the visible bytes', () => {
  const comment = formatComment(tags)
  const visibleBytes = 40
  for (const letter of ['x', 'é', '漢', '😀']) {
    for (let length = 1; length < 30; length++) {
      const sql = `select ${letter.repeat(length)}`
      const tagged = placeComment(sql, comment, { visibleBytes })
      const fits = Buffer.byteLength(`${sql} ${comment}`) <= visibleBytes
      expect(tagged.endsWith(comment)).toBe(fits)
      expect(tagged.startsWith(`select ${comment}`)).toBe(!fits)
    }
  }
})

test('end and keyword ignore the size', () => {
  const long = `select '${'x'.repeat(1000)}'`
  expect(tagSql(long, tags)).toBe(`select /*a='1'*/${long.slice('select'.length)}`)
  expect(tagSql(long, tags, { placement: 'end' })).toBe(`${long} /*a='1'*/`)
})

test.each([
  ["select 1 /*b='2'*/", "select 1 /*a='1',b='2'*/"],
  ["select /*b='2'*/ 1", "select 1 /*a='1',b='2'*/"],
  ["select 1; /*b='2'*/", "select 1 /*a='1',b='2'*/;"],
  ["select/*b='2'*/1", "select 1 /*a='1',b='2'*/"],
  ["select x /*b='2'*/y", "select x y /*a='1',b='2'*/"],
  ["select 1 /*a='9'*/", "select 1 /*a='9'*/"],
  ["select 1 /*a=''*/", "select 1 /*a='1'*/"],
  ["select 1 /*b='2'*/ /*c='3'*/", "select 1 /*b='2'*/ /*a='1',c='3'*/"],
  ["select 1 /*b='2'*/; select 2 /*c='3'*/;", "select 1 /*b='2'*/; select 2 /*a='1',c='3'*/;"],
  ['select 1 /*controller:polls*/', "select 1 /*controller:polls*/ /*a='1'*/"],
  ["select '/*b=''2''*/'", "select '/*b=''2''*/' /*a='1'*/"],
])('an existing comment gets the missing tags: %s', (sql, tagged) => {
  const trimmed = tagSql(sql, tags)
  expect(trimmed.trimStart()).toBe(tagged)
  expect(tagSql(trimmed, tags)).toBe(trimmed)
})

const leading = [
  "/*sharding_key='7'*/",
  "/*b='2'*/",
  '/* shard_id: 1 */',
  '/* sharding_key: abc */',
  '-- shard\n',
  "/*b='2'*/ /*c='3'*/",
  "; /*b='2'*/",
  '/*+ SeqScan(t) */',
  "/*+ SeqScan(t) */ /*b='2'*/",
]

test.each(leading)(
  'a leading comment stays where it is, because proxies route by it: %s',
  (comment) => {
    const sql = `${comment} select 1;`
    for (const options of [{}, early]) {
      const tagged = tagSql(sql, tags, options)
      expect(tagged.replace(" /*a='1'*/", '')).toBe(sql)
      expect(tagged.startsWith(`${comment} select`)).toBe(true)
      expect(tagSql(tagged, { ...tags, z: '9' }, options)).toContain("/*a='1',z='9'*/")
      expect(tagSql(tagged, tags, options)).toBe(tagged)
    }
  },
)

test('tags in a leading comment are not repeated', () => {
  expect(tagSql("/*a='7'*/ select 1", tags)).toBe("/*a='7'*/ select 1")
})

test.each(["SET SHARD TO '1'", "set sharding key to '7';", 'show server role', 'SHOW SHARD'])(
  'a command that pgcat intercepts by its whole text is returned unchanged: %s',
  (sql) => {
    expect(tagSql(sql, tags)).toBe(sql)
    expect(tagSql(sql, tags, early)).toBe(sql)
  },
)

const underSetting = (sql: string, standardConformingStrings: 'on' | 'off' | 'unknown') =>
  tagSql(sql, tags, { standardConformingStrings })

test.each([
  [String.raw`select '\' ;`, String.raw`select '\' /*a='1'*/ ;`, String.raw`select '\' ;`],
  [
    String.raw`select '\' ; ' ;`,
    String.raw`select '\' ; ' ;`,
    String.raw`select '\' ; ' /*a='1'*/ ;`,
  ],
  [
    String.raw`select N'\', 'a' ;`,
    String.raw`select N'\', 'a' /*a='1'*/ ;`,
    String.raw`select N'\', 'a' ;`,
  ],
  [
    String.raw`select 'a\', '; /*b=2*/ --'`,
    String.raw`select 'a\', '; /*b=2*/ --' /*a='1'*/`,
    String.raw`select 'a\', ' /*a='1'*/; /*b=2*/ --'`,
  ],
])('standard_conforming_strings decides about: %s', (sql, on, off) => {
  expect(underSetting(sql, 'on')).toBe(on)
  expect(underSetting(sql, 'off')).toBe(off)
  expect(underSetting(sql, 'unknown')).toBe(sql)
})

test.each([
  String.raw`select 'a\\', E'\'', 'a\n', "\", $$\'$$, B'0', U&'\0041' -- \'`,
  String.raw`select 'it''s' /* \' */`,
  "select b'0'\n'1'",
])('a text that both settings read the same way is tagged: %s', (sql) => {
  const tagged = underSetting(sql, 'on')
  expect(tagged).toContain("/*a='1'*/")
  expect(underSetting(sql, 'off')).toBe(tagged)
  expect(underSetting(sql, 'unknown')).toBe(tagged)
})

test('an existing comment keeps its tags, however long', () => {
  const state = 'x'.repeat(390)
  const sql = `select 1 /*tracestate='${state}'*/`
  expect(tagSql(sql, { file: 'src/a.ts:1' })).toBe(sql)
})

test('a malformed number that runs into the comment is left alone, because its error quotes what follows', () => {
  expect(tagSql('select 1 1E--', { file: 'a' })).toBe('select 1 1E--')
  expect(tagSql('select 1 e-- x', { file: 'a' })).toBe("select 1 e /*file='a'*/-- x")
})
