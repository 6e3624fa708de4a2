import { sql, type Kysely } from 'kysely'
import type { Platform } from './schema.js'
import { topics } from './topics.js'

const users = 6000
const companies = 40
const published = 2000
const lessons = 180
/** Rows of the tables that the slow statements read entirely, on an ordinary server. */
const ordinary = { drafts: 22_000, follows: 64_000, prices: 34_000, reviews: 22_000 }

/**
 * Fills the tables. The number of rows that the slow statements read depends on the speed of this
 * server, so that they are equally slow on any.
 */
export async function seed(db: Kysely<Platform>): Promise<void> {
  const speed = await speedOf(db)
  const rows = (table: keyof typeof ordinary) => Math.round(ordinary[table] * speed)
  for (const insert of [...people(rows('follows')), ...courses(rows('drafts')), ...rest(rows)])
    await sql.raw(insert).execute(db)
  await sql`vacuum analyze`.execute(db)
}

const numbers = (count: number) => `from generate_series(1, ${count}) n`

function people(follows: number): string[] {
  return [
    `insert into companies select n, 'Company ' || n, 'Town ' || n % 50 ${numbers(companies)}`,
    `insert into users select n, 'Student ' || n ${numbers(users)}`,
    `insert into sessions select 'session-' || n, n ${numbers(users)}`,
    `insert into settings values ('free-courses', 'on'), ('dark-mode', 'off')`,
    `insert into follows
      select n % ${users}, 1 + n % ${companies}, n % 3 = 0, now() - n * interval '1 minute'
      ${numbers(follows)}`,
  ]
}

function courses(drafts: number): string[] {
  const lesson = `<section class="lesson"><h2>Lesson %s</h2><p>What you will have learnt by its end, with
    three exercises and <em>one</em> project of course %s.</p></section>`
  const body = (text: string) =>
    `(select string_agg(format('${text}', i, n), '') from generate_series(1, ${lessons}) i)`
  return [
    `insert into courses
      select ${published} + n, 1 + n % ${companies}, 'draft-' || n, 'Draft ' || n,
        'beginner', 'en', 'draft', timestamptz '2000-01-01', 'A course to come.', 'A course to come.'
      ${numbers(drafts)}`,
    `insert into courses
      select n, 1 + n % ${companies}, 'course-' || n,
        (array['${topics.join("', '")}'])[1 + n % ${topics.length}] || ' ' || n,
        (array['beginner', 'advanced', 'expert'])[1 + n % 3], (array['en', 'de', 'fr', 'es'])[1 + n % 4],
        'published', now() - n * interval '1 hour',
        ${body(lesson)}, ${body('Lesson %s of course %s. ')}
      ${numbers(published)}`,
    `insert into course_tags
      select 1 + n / 2, 'skill-' || (n * 7 + n % 2) % 40 ${numbers(2 * published - 2)}`,
    `insert into course_counters select n, 0 ${numbers(published)}`,
  ]
}

function rest(rows: (table: 'prices' | 'reviews') => number): string[] {
  return [
    `insert into course_prices
      select 1 + n % ${published}, 10 + n % 90, now() - (n % 900) * interval '1 day',
        now() + (n % 30 - 20) * interval '1 day'
      ${numbers(rows('prices'))}`,
    `insert into reviews
      select 1 + n % ${published}, n % ${users}, 1 + n * 7 % 5 ${numbers(rows('reviews'))}`,
    `insert into caches
      select section || ':' || n, section, repeat('What the last build has cached. ', 100), now()
      ${numbers(10)}, unnest(array['courses', 'companies', 'levels', 'search', 'tags']) section`,
    `insert into carts select n / 130, 1 + n % 130 ${numbers(300 * 130)}`,
    `insert into enrolments select 1 + n / ${users}, n % ${users} ${numbers(6 * users)}`,
  ]
}

/** 1 for an ordinary server, 2 for one twice as fast. The minimum of several runs, because a busy machine adds waits. */
async function speedOf(db: Kysely<Platform>): Promise<number> {
  const ordinaryMs = 40
  const { rows } = await sql<{ ms: number }>`
    with laps as materialized (
      select lap, clock_timestamp() as finished, (
        select count(*) from generate_series(1, 100000 + lap) n where lower(n::text) = 'x'
      )
      from generate_series(1, 10) lap
    )
    select extract(epoch from min(took))::float * 1000 as ms
    from (select finished - lag(finished) over (order by lap) as took from laps) t`.execute(db)
  const { ms } = rows[0] ?? { ms: ordinaryMs }
  return Math.min(1.5, Math.max(0.8, ordinaryMs / ms))
}
