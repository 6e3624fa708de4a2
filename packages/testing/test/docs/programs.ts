import { relative } from 'node:path'
import { readMarkdown, type CodeBlock } from './markdown.js'
import { markdownFiles, root } from './markdown-files.js'

/** A program in the documentation, with what the documentation claims about it. */
export interface Program {
  /** Where it is, such as `docs/routes.md, block 3`. */
  readonly name: string
  readonly text: string
  /** The SQL that it sends: comments that contain a tag, and the `sql` block after it. */
  readonly statements: readonly string[]
  /** The lines that it prints: comments after `console.log(…)`, and the `text` block after it. */
  readonly output: readonly string[]
}

/** Every program in the repository's Markdown files, in order. */
export function allPrograms(): Program[] {
  return markdownFiles().flatMap(programsOf)
}

/** The statements in `sql` blocks that readers type, as opposed to those that a program sends. */
export function allStatements(): string[] {
  return markdownFiles().flatMap((file) => {
    const { blocks } = readMarkdown(file)
    const typed = blocks.filter(
      ({ language }, index) => language === 'sql' && blocks[index - 1]?.language !== 'ts',
    )
    return typed.flatMap(({ text }) => text.split(/;$/m)).filter((text) => text.trim() !== '')
  })
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
  const remarks = text.split('\n').flatMap((line) => readRemark(line) ?? [])
  const statements = remarks.filter(({ isPrinted }) => !isPrinted).map((remark) => remark.text)
  const output = remarks.filter(({ isPrinted }) => isPrinted).map((remark) => remark.text)
  return {
    name,
    text,
    statements: [...statements, ...(next?.language === 'sql' ? shown : [])],
    output: [...output, ...(next?.language === 'text' ? shown : [])],
  }
}

/** What a comment claims about its line: the output of `console.log(…)`, or the statement that it sends. */
function readRemark(line: string): { isPrinted: boolean; text: string } | undefined {
  const [, code = '', text = ''] = /^(.*?)(?<!:)\/\/ (.+)$/.exec(line) ?? []
  const isPrinted = code.includes('console.log(')
  return isPrinted || text.includes("='") ? { isPrinted, text } : undefined
}
