import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatComment } from './format-comment.js'
import { parseComment } from './parse-comment.js'
import { tagSql } from './tag-sql.js'

const encoding = fc.constantFrom('readable' as const, 'strict' as const)
const placement = fc.constantFrom('auto' as const, 'end' as const, 'keyword' as const)
const options = fc.record({ encoding, placement, visibleBytes: fc.nat(200) })
const text = fc.oneof(
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  fc
    .array(fc.constantFrom("'", '/', '*', '-', '%', '\\', ',', '=', '%27', '+', 'a'), {
      minLength: 1,
      maxLength: 12,
    })
    .map((parts) => parts.join('')),
)
const wellFormed = text.filter((value) => !/\p{Surrogate}/u.test(value))
const tags = fc.dictionary(wellFormed, wellFormed, { minKeys: 1, maxKeys: 3 })
const tokens = `select a 1 $1 $$ $a$ ' '' " E \\ ( ) ; - / * -- /* */ /*+ é`.split(' ')
const comments = ["/*b='2'*/", "/*a='1',c='3'*/", '/*d:4*/']
const sql = fc
  .array(fc.constantFrom(' ', '\n', ...tokens, ...comments), { maxLength: 25 })
  .map((parts) => parts.join(''))

test('a tagged statement parses back to the same tags', () => {
  fc.assert(
    fc.property(tags, options, (some, chosen) => {
      const maxBytes = 3 * Buffer.byteLength(JSON.stringify(some))
      fc.pre(maxBytes < 400)
      expect(parseComment(tagSql('select 1', some, chosen))).toEqual({ ...some })
    }),
  )
})

test('tags that need too much room are left out entirely', () => {
  fc.assert(
    fc.property(fc.dictionary(wellFormed, wellFormed), options, (some, chosen) => {
      const comment = formatComment(some, chosen)
      expect(comment.length).toBeLessThanOrEqual(400)
      expect(some).toMatchObject(parseComment(comment))
    }),
  )
})

test('the body never contains anything that opens or ends a comment or a value', () => {
  fc.assert(
    fc.property(fc.dictionary(text, text), encoding, (some, chosen) => {
      const body = formatComment(some, { encoding: chosen }).slice(2, -2)
      expect(body).not.toMatch(/\/\*|\*\/|--/)
      expect(body).toMatch(/^(?:[^',=]+='[^',=]+'(?:,(?!$)|$))*$/)
    }),
  )
})

test('tagging twice changes nothing', () => {
  fc.assert(
    fc.property(sql, tags, options, options, (statement, some, first, { placement }) => {
      const tagged = tagSql(statement, some, first)
      // Another encoding may have room for tags that the first one dropped.
      const second = { ...first, placement }
      expect(tagSql(tagged, some, second)).toBe(tagged)
    }),
    { numRuns: 2000 },
  )
})

test('without the comment the statement is unchanged', () => {
  fc.assert(
    fc.property(sql, tags, options, (statement, some, chosen) => {
      fc.pre(Object.keys(parseComment(statement)).length === 0)
      const tagged = tagSql(statement, some, chosen)
      expect(tagged.replace(` ${formatComment(some, chosen)}`, '')).toBe(statement)
    }),
    { numRuns: 2000 },
  )
})

test('a text cut anywhere yields only values that were there', () => {
  fc.assert(
    fc.property(tags, fc.nat(100), (some, length) => {
      const tagged = tagSql('select 1', some)
      expect(parseComment(tagged)).toMatchObject(parseComment(tagged.slice(0, length)))
    }),
  )
})
