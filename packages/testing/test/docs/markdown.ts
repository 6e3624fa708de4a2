import { readFileSync } from 'node:fs'
import GithubSlugger from 'github-slugger'
import { lexer, walkTokens } from 'marked'
import type { Token, Tokens } from 'marked'

/** A code block in a Markdown file. */
export interface CodeBlock {
  /** The first word after the fence; absent for an indented block. */
  readonly language?: string
  readonly text: string
}

/** The parts of a Markdown file that the tests check. */
export interface Markdown {
  readonly blocks: readonly CodeBlock[]
  /** The targets of links and images, including those in raw HTML. */
  readonly links: readonly string[]
  /** The anchors that GitHub creates for the headings. */
  readonly anchors: ReadonlySet<string>
  readonly html: readonly string[]
}

/** Parses a Markdown file as GitHub does. */
export function readMarkdown(file: string): Markdown {
  const tokens: Token[] = []
  walkTokens(lexer(readFileSync(file, 'utf8')), (token) => void tokens.push(token))
  const slugger = new GithubSlugger()
  const html = ofType<Tokens.HTML>(tokens, 'html').map(({ text }) => text)
  const links = [...ofType<Tokens.Link>(tokens, 'link'), ...ofType<Tokens.Image>(tokens, 'image')]
  return {
    blocks: ofType<Tokens.Code>(tokens, 'code').map(toBlock),
    links: [...links.map(({ href }) => href), ...html.flatMap(linksInHtml)],
    anchors: new Set(
      ofType<Tokens.Heading>(tokens, 'heading').map((it) => slugger.slug(plain(it))),
    ),
    html,
  }
}

function ofType<T extends Token>(tokens: readonly Token[], type: T['type']): T[] {
  return tokens.filter((token): token is T => token.type === type)
}

function toBlock({ lang, codeBlockStyle, text }: Tokens.Code): CodeBlock {
  const [language] = (lang ?? '').split(/\s/, 1)
  return codeBlockStyle === 'indented' || !language ? { text } : { language, text }
}

function linksInHtml(html: string): string[] {
  return [...html.matchAll(/(?:href|src)="([^"]+)"/g)].flatMap(([, target]) => target ?? [])
}

/** The text of a heading without markup. */
function plain(token: Token): string {
  const { tokens, text } = token as { tokens?: Token[]; text?: string }
  return tokens ? tokens.map(plain).join('') : (text ?? '')
}
