import { expect, test } from 'vitest'
import { leavesDeadRows, mentions } from './mentions.js'

const courses = { schema: 'public', name: 'courses' }

test.each([
  'update courses set a = ?',
  'UPDATE ONLY "public"."courses" SET a = ?',
  'delete from public.courses',
  'with x as (delete from "courses" returning id) select * from x',
  'insert into courses values (?) on conflict (id) do update set a = ?',
])('leaves dead rows: %s', (statement) => {
  expect(leavesDeadRows(statement, courses)).toBe(true)
})

test.each([
  'insert into courses values (?)',
  'select * from courses',
  'update courses_old set a = ?',
  'update "other"."courses" set a = ?',
  'select update from courses',
])('leaves no dead rows: %s', (statement) => {
  expect(leavesDeadRows(statement, courses)).toBe(false)
})

test.each([
  ['select * from "courses" as "c"', true],
  ['select * from a join public.courses using (b)', true],
  ['select * from a, courses', true],
  ['select courses from a', false],
  ['select * from courses2', false],
  ['select * from "my courses"', false],
])('whether a table is named in: %s', (statement, isNamed) => {
  expect(mentions(statement, courses)).toBe(isNamed)
})

test('names with regular expression characters or quotes are matched literally', () => {
  const odd = { schema: 'public', name: 'a.b"c' }
  expect(mentions('select * from "a.b""c"', odd)).toBe(true)
  expect(mentions('select * from "aXb""c"', odd)).toBe(false)
})
