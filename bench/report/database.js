import pg from 'pg'
import { startPostgres } from '@sqltrace/testing'

const schema = `
  create table courses (id int primary key, slug text unique, title text);
  insert into courses select n, 'course-' || n, 'Course ' || n from generate_series(1, 1000) n;
  create extension pg_stat_statements;
  analyze courses`

/** Starts a separate PostgreSQL with the table that the bench queries. */
export async function startDatabase(options) {
  const server = await startPostgres(options)
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  await client.query(schema)
  return { url: server.url, client, stop: () => client.end().then(() => server.stop()) }
}
