import fc from 'fast-check'
import { blank, comment, name, number, operator, parameter, string } from './tokens.js'

type Text = fc.Arbitrary<string>

/** Texts separated by whitespace or comments. */
const spaced = (...parts: readonly Text[]): Text =>
  fc
    .tuple(
      fc.tuple(...parts),
      fc.array(blank, { minLength: parts.length, maxLength: parts.length }),
    )
    .map(([texts, blanks]) => texts.map((text, at) => text + blanks[at]).join(''))

const word = (text: string) => fc.constant(text)

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    string,
    number,
    parameter,
    name,
    spaced(tie('expression'), operator, tie('expression')),
    spaced(word('('), tie('expression'), word(')')),
    spaced(name, word('('), tie('expression'), word(')')),
    spaced(word('(select'), tie('expression'), word(')')),
    spaced(word('case when'), tie('expression'), word('then 1 end')),
    spaced(word('array['), tie('expression'), word(']')),
  ),
}))

const select = fc.oneof(
  spaced(word('select'), expression),
  spaced(word('SELECT'), expression, word('from'), name, word('where'), expression),
  spaced(word('(select'), expression, word(') union (select'), expression, word(')')),
  spaced(word('with'), name, word('as (select'), expression, word(') select * from'), name),
  spaced(word('values ('), expression, word(')')),
  spaced(word('table'), name),
)

const change = fc.oneof(
  spaced(word('insert into'), name, word('values ('), expression, word(') returning *')),
  spaced(word('update'), name, word('set a ='), expression, word('where'), expression),
  spaced(word('delete from'), name, word('where'), expression),
)

const utilities = `begin
COMMIT
rollback to savepoint a
set a = b
listen x
deallocate all
copy t from stdin
copy (select 1) to stdout with (format csv)
discard all
vacuum
create function f() returns int begin atomic select 1; select 2; end
create table t (a int default 1)
explain (analyze) select 1
do $$ begin end $$
create rule r as on insert to t do (select 1; select 2)
prepare p as select $1
START_REPLICATION SLOT a LOGICAL 0/0
alter table t add b text
grant a to b`.split('\n')

const utility = fc.oneof(
  fc.constantFrom(...utilities),
  spaced(word('do'), string),
  spaced(word('execute'), name, word('('), expression, word(')')),
  spaced(word('declare c cursor for select'), expression),
)

const statement = fc.oneof(
  { weight: 5, arbitrary: select },
  { weight: 3, arbitrary: change },
  utility,
)

const end = fc.constantFrom('', '', '', ';', ' ;', ';\n', '; ;', ' -- end', ';-- end', ';/* end */')

const valid = fc
  .tuple(
    fc.oneof({ weight: 6, arbitrary: word('') }, comment, blank),
    fc.oneof(
      { weight: 5, arbitrary: statement },
      fc.array(statement, { minLength: 2, maxLength: 3 }).map((all) => all.join(';')),
    ),
    end,
  )
  .map((parts) => parts.join(''))

/** Anything after anything, even without whitespace. */
const soup = fc
  .array(
    fc.oneof(string, name, number, parameter, operator, comment, blank, fc.constantFrom(';', '(')),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''))

/** A valid text that is truncated, or lacks its middle. */
const broken = fc.tuple(valid, fc.nat(), fc.nat(6)).map(([text, at, length]) => {
  const cut = at % (text.length + 1)
  return at % 2 ? text.slice(0, cut) : text.slice(0, cut) + text.slice(cut + length)
})

const huge = fc
  .tuple(valid, fc.integer({ min: 100, max: 2000 }))
  .map(([text, count]) => `select ${'1, '.repeat(count)}1; ${text}`)

/** SQL as apps, people and fuzzers write it, most of it accepted by PostgreSQL's parser. */
export const hostileSql: Text = fc.oneof(
  { weight: 60, arbitrary: valid },
  { weight: 20, arbitrary: soup },
  { weight: 20, arbitrary: broken },
  { weight: 1, arbitrary: huge },
  fc.string(),
)
