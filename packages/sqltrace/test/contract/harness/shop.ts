import type { ColumnType, Generated } from 'kysely'

/** The tables that the scenarios use. */
export interface Shop {
  readonly courses: {
    readonly id: Generated<number>
    readonly slug: string
    readonly title: string
    readonly price: ColumnType<string | null, number | string | null | undefined>
  }
  readonly orders: {
    readonly id: Generated<number>
    readonly course_id: number
    readonly placed_at: Generated<Date>
  }
}

/** Creates the tables. */
export const createShop = `
  create table courses (
    id serial primary key, slug text not null unique, title text not null, price numeric(8, 2)
  );
  create table orders (
    id serial primary key,
    course_id integer not null references courses,
    placed_at timestamptz not null default '2026-01-01T00:00:00Z'
  );
  create schema archive;
  create table archive.courses (like courses including defaults);`

/** Resets them to the initial state of every run; the tables keep their OIDs. */
export const fillShop = `
  truncate courses, orders, archive.courses restart identity;
  insert into courses (slug, title, price) values
    ('sql', 'SQL for all', 10), ('types', 'Types, types', null), ('maps', 'Source maps', 12.5);
  insert into orders (course_id) values (1), (1), (3);`
