import { existsSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readMarkdown } from './markdown.js'
import { markdownFiles, root } from './markdown-files.js'

const files = markdownFiles()
const parsed = new Map(files.map((file) => [file, readMarkdown(file)]))
const isExternal = (link: string) => /^(https?|mailto):/.test(link)

test.for(files.map((file) => [relative(root, file), file] as const))(
  'every relative link and anchor in %s exists',
  ([, file]) => {
    const links = parsed.get(file)?.links ?? []
    expect(links.filter((link) => !isExternal(link) && !leadsSomewhere(file, link))).toEqual([])
  },
)

test('every file in docs/ is linked from its index', () => {
  const index = join(root, 'docs', 'README.md')
  const linked = new Set(parsed.get(index)?.links.map((link) => resolve(dirname(index), link)))
  const documents = files.filter((file) => file.startsWith(join(root, 'docs')) && file !== index)
  expect(documents.filter((file) => !linked.has(file))).toEqual([])
  expect(documents.length).toBeGreaterThan(10)
})

function leadsSomewhere(file: string, link: string): boolean {
  const [path = '', anchor] = link.split('#', 2)
  const target = path === '' ? file : resolve(dirname(file), decodeURIComponent(path))
  // GitHub resolves a leading slash to the repository's root, npm and editors don't.
  if (path.startsWith('/') || !target.startsWith(root) || !existsSync(target)) return false
  if (anchor === undefined) return true
  const page = statSync(target).isDirectory() ? join(target, 'README.md') : target
  return parsed.get(page)?.anchors.has(anchor) ?? false
}
