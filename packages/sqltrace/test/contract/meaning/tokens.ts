import fc from 'fast-check'

const words = (text: string) => text.split(' ')

/** Texts that could fool PostgreSQL's lexer, inside quotes, names and comments. */
const traps = [
  ...words(String.raw`/* */ -- '' "" \ \' $$ $a$ ; % ? $1 * / ' " é 🐘 /*a='b'*/ /*+Scan(a)*/`),
  '\n',
  '\0',
  '\uD800',
  '\u00A0',
  '\u2028',
  '/*+ SeqScan(a) */',
]
const trap = fc.oneof(
  fc.constantFrom(...traps),
  fc.string({ maxLength: 4, unit: 'binary' }),
  fc.string({ maxLength: 4 }),
)
const hostileText = fc.array(trap, { maxLength: 4 }).map((parts) => parts.join(''))

const quoted = (mark: string, special = mark) => {
  const doubled = new RegExp(`[${special}]`, 'g')
  return hostileText.map((text) => mark + text.replaceAll(doubled, '$&$&') + mark)
}

const escapeString = hostileText.map((text) => `E'${text.replaceAll(/['\\]/g, String.raw`\$&`)}'`)
const dollarString = fc
  .tuple(fc.constantFrom('$$', '$a$', '$body$', '$_é$'), hostileText)
  .map(([tag, text]) => tag + text.replaceAll('$', '') + tag)

export const string = fc.oneof(
  { weight: 4, arbitrary: quoted("'") },
  { weight: 2, arbitrary: dollarString },
  { weight: 2, arbitrary: escapeString },
  quoted("'", String.raw`'\\`).map((text) => `e${text}`),
  quoted("'", String.raw`'\\`).map((text) => `U&${text}`),
  fc.constantFrom("B'01'", "x'1F'", "N'n'", "'a'\n'continued'", String.raw`'\'`),
)

export const name = fc.oneof(
  fc.constantFrom('a', 'b1', 'Ünïcode', '_x', 'a$1', 'e', 'u', 'n', 'x', String.raw`U&"d\0061t"`),
  quoted('"'),
)

const operators = words(
  '+ - * / = <> @> <@ ? ?| ?& ->> #> || <-> ~* @- !~~* */ @*/ |/ @/ +- @@@ && % ::text||',
)
export const operator = fc.constantFrom(...operators, '- -', '/ *')
export const number = fc.constantFrom('1', '.5', '1.', '1e5', '0x1F', '1_000', '1.5e-3', '0b10')
export const parameter = fc.constantFrom('$1', '$2', '$999')

const comments = [
  ...words("/**/ /***/ /*a*/ /*a='b',c='d'*/ /*a=b*/ /*action:list*/ /*file='a.ts:1'*/"),
  '/*/ */',
  '/*+ SeqScan(a) */',
  '/* it"s $$ */',
  '/* /* in */ */',
  "/*a='b\n'*/",
]
export const comment = fc.oneof(
  fc.constantFrom(...comments),
  hostileText.map((text) => `/*${text.replaceAll(/[*/]/g, ' ')}*/`),
  hostileText.map((text) => `--${text.replaceAll(/[\r\n]/g, '')}\n`),
)

/** What separates two tokens. */
export const blank = fc.oneof(
  { weight: 8, arbitrary: fc.constant(' ') },
  fc.constantFrom('\n', '\t', '\r\n', '\f', '\v', '  '),
  { weight: 2, arbitrary: comment.map((text) => ` ${text} `) },
)
