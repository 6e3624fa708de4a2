import { readFileSync } from 'node:fs'

/** A program in a README, with the SQL that the README says it sends. */
export interface Snippet {
  readonly name: string
  readonly program: string
  readonly statements: readonly string[]
}

const fence = /^```(\w+)\n([\s\S]*?)^```$/gm

/** The TypeScript programs of a README, in order. */
export function snippetsOf(readme: string): Snippet[] {
  const text = readFileSync(readme, 'utf8')
  const blocks = [...text.matchAll(fence)].map(([, language, body = '']) => ({ language, body }))
  return blocks.flatMap(({ language, body }, index) => {
    if (language !== 'ts') return []
    const following = blocks[index + 1]
    const shown = following?.language === 'sql' ? following.body.split('\n') : []
    const statements = [...commented(body), ...shown].filter((line) => line.includes('src/app.ts:'))
    return [{ name: `program ${index + 1}`, program: body, statements }]
  })
}

/** What a program says of its lines: a statement with its comment, behind `//`. */
function commented(program: string): string[] {
  return [...program.matchAll(/\/\/ (\w.*\/\*.*\*\/)$/gm)].map(([, sql = '']) => sql)
}
