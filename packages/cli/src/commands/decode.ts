import { text as readAll } from 'node:stream/consumers'
import { CliError, usageError } from '../model/cli-error.js'
import { findComments } from '../analysis/find-comments.js'
import type { Place } from '../model/place.js'
import { parsePlace, siteOf, traceIdOf, versionOf } from '../analysis/site-of.js'
import { readSourceMap, type Mapper } from '../sources/code/read-source-map.js'
import { sourceTree, type SourceTree } from '../sources/code/source-tree.js'
import { renderDecoded, type DecodedTag } from '../views/render-decoded.js'
import { excerpt } from '../views/excerpt.js'
import { editorUrl } from '../views/link.js'
import { standardOutput } from '../views/terminal.js'
import { visibleJson } from '../views/visible.js'

/** Options of `sqltrace decode`. */
export interface DecodeOptions {
  readonly json?: boolean
  readonly editor: string
  readonly jaeger?: string
  readonly map?: string
  readonly rev?: string
  readonly root?: string
}

/** Prints the tags of all comments in a text, with the source code they point to. */
export async function decode(words: readonly string[], options: DecodeOptions): Promise<void> {
  const comments = findComments(await input(words))
  if (comments.length === 0) {
    throw new CliError(
      'SQLTRACE_NO_TAG',
      'No tags in this text; copy the whole comment, from /* to */.',
    )
  }
  const lookUp = lookUpBy(options)
  const terminal = standardOutput()
  const distinct = new Map(comments.map((tags) => [JSON.stringify(tags), tags]))
  for (const [index, decoded] of [...distinct.values()].map(lookUp).entries()) {
    if (options.json) terminal.print(visibleJson(toJson(decoded, options.editor)))
    else
      terminal.print(
        [...(index > 0 ? [''] : []), ...renderDecoded(decoded, terminal, options.editor)].join(
          '\n',
        ),
      )
  }
}

function input(words: readonly string[]): Promise<string> | string {
  if (words.length > 0 && !(words.length === 1 && words[0] === '-')) return words.join(' ')
  if (words.length === 0 && process.stdin.isTTY) {
    throw usageError('Nothing to decode; pass the text as an argument, or pipe it in with "-".')
  }
  return readAll(process.stdin)
}

function lookUpBy(options: DecodeOptions): (tags: Record<string, string>) => DecodedTag {
  const mapper = options.map === undefined ? undefined : readSourceMap(options.map)
  const jaeger = options.jaeger === undefined ? undefined : jaegerAddress(options.jaeger)
  const trees = new Map<string | undefined, SourceTree>()
  return (tags) => {
    const version = versionOf(tags)
    const tree = trees.get(version) ?? sourceTree(options.root ?? '.', [version, options.rev])
    trees.set(version, tree)
    const place = originalPlace(tags, mapper)
    const trace = traceIdOf(tags['traceparent'])
    return {
      tags,
      sources: place === undefined ? [] : tree.find(place.path),
      ...(place && { place, sourceLabel: tree.label }),
      ...(trace && jaeger && { trace: `${jaeger}/trace/${trace}` }),
    }
  }
}

function originalPlace(
  tags: Record<string, string>,
  mapper: Mapper | undefined,
): Place | undefined {
  const place = parsePlace(siteOf(tags))
  return place === undefined ? undefined : (mapper?.(place) ?? place)
}

function jaegerAddress(text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text)) {
    throw usageError("--jaeger takes Jaeger's address, such as http://localhost:16686.")
  }
  return new URL(text).href.replace(/\/$/, '')
}

function toJson({ tags, place, sources, sourceLabel, trace }: DecodedTag, editor: string): unknown {
  return {
    type: 'tag',
    tags,
    place: place ?? null,
    source: sourceLabel ?? null,
    files: sources.map(({ path, local, text }) => ({
      path,
      link: local === undefined || place === undefined ? null : editorUrl(editor, local, place),
      lines: place === undefined ? [] : excerpt(text, place.line),
    })),
    trace: trace ?? null,
  }
}
