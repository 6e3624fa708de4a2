const id = () => Math.floor(Math.random() * 1000)

/** One of each kind that pg_stat_statements groups by its parse tree, not by its text. */
export const statements = [
  ['select * from courses where id = $1', () => [id()]],
  ['insert into visits (course) values ($1)', () => [id()]],
  ['update courses set title = $1 where id = $2', () => ['Course', id()]],
  ['delete from visits where course = $1', () => [id()]],
  [
    'merge into courses using (select $1::int as id) as given on courses.id = given.id when matched then update set title = $2',
    () => [id(), 'Course'],
  ],
]
