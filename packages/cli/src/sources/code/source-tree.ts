import { realpathSync, readFileSync, statSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { commitOf, git } from './git.js'

/** A source file that matches the path of a tag. */
export interface SourceFile {
  /** Relative to the root of the repository. */
  readonly path: string
  /** Its path on this machine, if it exists. */
  readonly local?: string
  readonly text: string
}

/** The sources of one build. */
export interface SourceTree {
  /** Which version of the sources this is. */
  readonly label: string
  /** All files whose path ends with `path`. */
  find(path: string): SourceFile[]
}

const maxSize = 2 * 1024 * 1024
const maxHits = 10

/** The sources at the first of `revisions` known to git, else the working tree. */
export function sourceTree(folder: string, revisions: readonly (string | undefined)[]): SourceTree {
  const top = git(folder, 'rev-parse', '--show-toplevel')?.trimEnd()
  const root = realpathSync(top ?? folder)
  for (const name of revisions) {
    const commit = name === undefined ? undefined : commitOf(root, name)
    if (commit !== undefined) return committedTree(root, commit, `git ${name}`)
  }
  return workingTree(root, top !== undefined)
}

function committedTree(root: string, commit: string, label: string): SourceTree {
  const entries = (git(root, 'ls-tree', '-r', '-z', commit) ?? '').split('\0')
  const blobs = new Map(entries.flatMap(regularFile))
  const find = (path: string) =>
    endingWith([...blobs.keys()], path).flatMap((file) => {
      const text = git(root, 'cat-file', 'blob', blobs.get(file) ?? '')
      const local = localFile(root, file)
      return text === undefined ? [] : [{ path: file, text, ...(local && { local }) }]
    })
  return { label, find }
}

/** A symbolic link has mode 120000 and a submodule 160000: neither is a source file. */
function regularFile(entry: string): [string, string][] {
  const [, blob, path] = /^100\d{3} blob ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? []
  return blob === undefined || path === undefined ? [] : [[path, blob]]
}

function workingTree(root: string, isRepository: boolean): SourceTree {
  const files = isRepository ? (git(root, 'ls-files', '-z') ?? '').split('\0') : undefined
  const find = (path: string) =>
    (files === undefined ? [path] : endingWith(files, path)).flatMap((file) => {
      const local = localFile(root, file)
      return local === undefined ? [] : [{ path: file, local, text: readFileSync(local, 'utf8') }]
    })
  return { label: 'working tree; may differ from the deployed code', find }
}

function endingWith(files: readonly string[], path: string): string[] {
  const wanted = path.replaceAll('\\', '/').replace(/^\.\//, '')
  return files.filter((file) => file === wanted || file.endsWith(`/${wanted}`)).slice(0, maxHits)
}

/** The real path of a file under the root; `undefined` if a link leads outside. */
function localFile(root: string, path: string): string | undefined {
  try {
    const real = realpathSync(resolve(join(root, path)))
    const file = statSync(real)
    return real.startsWith(root + sep) && file.isFile() && file.size <= maxSize ? real : undefined
  } catch {
    return undefined
  }
}
