import type { Client } from 'pg'

/** The amount of data in the school. */
export interface SchoolSize {
  readonly students: number
  readonly views: number
}

const students = 800
const wantedSeconds = 2.2
const sample = 20_000
const mostViews = 400_000

const tables = `
  create table courses (id serial primary key, slug text unique not null, title text not null);
  create table students (id serial primary key, name text not null);
  create table enrolments (
    course_id int not null references courses,
    student_id int not null references students,
    primary key (course_id, student_id)
  );
  create table views (course_id int not null, student_id int not null, viewed_at timestamptz not null);
  insert into courses (slug, title) values ('advanced-sql', 'Advanced SQL');
  insert into students (name) select 'Student ' || n from generate_series(1, ${students}) n;
  insert into enrolments select 1, id from students`

const addViews = `
  insert into views
  select 1, 1 + n % ${students}, timestamptz '2030-01-01' - n * interval '1 minute'
  from generate_series($1::int, $2::int) n`

/** The fastest of twenty searches for a student's last view, because a busy machine adds waits. */
const searchSeconds = `
  with searches as (
    select n, (select max(viewed_at) from views where course_id = 1 and student_id = n) as found,
      clock_timestamp() as finished
    from generate_series(1, 20) n
  )
  select extract(epoch from min(took))::float as seconds
  from (select finished - lag(finished) over (order by n) as took from searches) laps`

/**
 * Fills the schema in the search path. The report reads all views once per student, because an
 * index is missing; we add as many views as it takes to make that slow on this server.
 */
export async function seed(client: Client): Promise<SchoolSize> {
  await client.query(tables)
  await client.query(addViews, [1, sample])
  const { rows } = await client.query<{ seconds: number }>(searchSeconds)
  const seconds = (rows[0]?.seconds ?? 0) * students
  const needed = Math.round((sample * wantedSeconds) / seconds)
  const views = Math.min(mostViews, Math.max(sample, needed))
  await client.query(addViews, [sample + 1, views])
  await client.query('analyze courses, students, enrolments, views')
  return { students, views }
}
