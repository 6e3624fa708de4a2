import { existsSync, readFileSync, realpathSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'

/** What stands in the folder of a repository or of a whole app. */
const rootMarks = [
  '.git',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'bun.lock',
  'bun.lockb',
]

/** Where the search for the root begins. */
export interface Start {
  /** The file that the process was started with. */
  readonly entry: string | undefined
  readonly workingFolder: string
}

/**
 * The folder that call sites are relative to: the nearest one above the entry file with `.git`, a
 * lock file or workspaces; else its nearest one with a `package.json`; else the working folder.
 */
export function findRoot({ entry, workingFolder }: Start): string {
  const start = entry === undefined ? workingFolder : startFolder(entry, workingFolder)
  return nearest(start, isRoot) ?? nearest(start, hasManifest) ?? workingFolder
}

/** The root of this process. */
export function defaultRoot(): string {
  return findRoot({ entry: process.argv[1], workingFolder: process.cwd() })
}

/** A test runner or a framework's command is not the app: that one lies where it was started. */
function startFolder(entry: string, workingFolder: string): string {
  const folder = dirname(realPath(entry))
  return `${folder}${sep}`.includes(`${sep}node_modules${sep}`) ? workingFolder : folder
}

function realPath(file: string): string {
  try {
    return realpathSync(file)
  } catch {
    return file
  }
}

function nearest(start: string, isIt: (folder: string) => boolean): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (isIt(folder)) return folder
    if (folder === dirname(folder)) return undefined
  }
}

function isRoot(folder: string): boolean {
  return rootMarks.some((mark) => existsSync(join(folder, mark))) || hasWorkspaces(folder)
}

function hasManifest(folder: string): boolean {
  return existsSync(join(folder, 'package.json'))
}

function hasWorkspaces(folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return Object(manifest).workspaces !== undefined
  } catch {
    return false
  }
}
