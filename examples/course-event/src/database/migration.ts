import { Migrator, sql, type Kysely, type Migration } from 'kysely'
import type { Platform } from './schema.js'

const tables = sql`
  create extension if not exists pg_stat_statements;
  create table companies (id int primary key, name text not null, city text not null);
  create table users (id int primary key, name text not null);
  create table sessions (token text primary key, user_id int not null);
  create table settings (name text primary key, value text not null);
  create table follows (
    user_id int not null, company_id int not null,
    muted boolean not null, followed_at timestamptz not null
  );
  create table courses (
    id int primary key, company_id int not null, slug text not null unique, title text not null,
    level text not null, language text not null, status text not null,
    published_at timestamptz not null, body text not null, text_body text not null
  );
  create index on courses (title);
  create index on courses (published_at);
  create table course_tags (course_id int, tag text, primary key (course_id, tag));
  create index on course_tags (tag);
  create table course_prices (
    course_id int not null, amount int not null,
    valid_from timestamptz not null, valid_to timestamptz not null
  );
  create table reviews (course_id int not null, user_id int not null, stars int not null);
  create table enrolments (
    course_id int, user_id int, enrolled_at timestamptz not null default now(),
    primary key (course_id, user_id)
  );
  create index on enrolments (user_id);
  create table course_counters (course_id int primary key, students int not null);
  create view course_students as
    select course_id, count(*)::int as students from enrolments group by course_id;
  create table carts (user_id int, course_id int, primary key (user_id, course_id));
  create table orders (
    id int generated always as identity primary key,
    user_id int not null, total int not null, status text not null
  );
  create table caches (
    key text primary key, section text not null, value text not null,
    expires_at timestamptz not null
  )`

const migrations: Record<string, Migration> = {
  '2021-09-01 tables': { up: async (db: Kysely<unknown>) => void (await tables.execute(db)) },
}

/** Migrates a database to the latest schema. */
export async function migrate(db: Kysely<Platform>): Promise<void> {
  const provider = { getMigrations: async () => migrations }
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  if (error !== undefined) throw error
}
