import { relative } from 'node:path'
import { readMarkdown, type CodeBlock } from './markdown.js'
import { markdownFiles, root } from './markdown-files.js'

/** A program in the documentation, with what the documentation claims about it. */
export interface Program {
  /** Where it is, such as `docs/routes.md, block 3`. */
  readonly name: string
  readonly text: string
  /** The SQL that it sends: comments with a tag, and the `sql` block after it. */
  readonly statements: readonly string[]
  /** The lines that it prints: comments after `console.log(…)`, and the `text` block after it. */
  readonly output: readonly string[]
}

/** Every program in the repository's Markdown files, in order. */
export function allPrograms(): Program[] {
  return markdownFiles().flatMap(programsOf)
}

function programsOf(file: string): Program[] {
  const { blocks } = readMarkdown(file)
  return blocks.flatMap((block, index) => {
    if (block.language !== 'ts') return []
    const name = `${relative(root, file)}, block ${index + 1}`
    return [toProgram(name, block.text, blocks[index + 1])]
  })
}

function toProgram(name: string, text: string, next: CodeBlock | undefined): Program {
  const shown = (next?.text ?? '').split('\n').filter((line) => line.trim() !== '')
  return {
    name,
    text,
    statements: [...captured(text, tagged), ...(next?.language === 'sql' ? shown : [])],
    output: [...captured(text, printed), ...(next?.language === 'text' ? shown : [])],
  }
}

/** A statement with its comment, after `//`. */
const tagged = /\/\/ (\w.*\/\*.*\*\/)$/gm
/** A printed line, after `//`. */
const printed = /console\.log\(.*\/\/ (.+)$/gm

function captured(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].flatMap(([, line]) => line ?? [])
}
