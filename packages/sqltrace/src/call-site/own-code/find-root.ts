import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { maxManifest, readRegularFile } from '../../runtime/read-regular-file.js'

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

/** What builds write their output to; they copy a manifest, and even a lock file, into it. */
const outputFolder = /^(?:dist|build|out|output|\..+)$/

/** Where the search for the root begins. */
export interface Start {
  /** The file that the process was started with. */
  readonly entry: string | undefined
  readonly workingFolder: string
  /** The file that is traced: of the app, where the process was started with a host that loads it. */
  readonly caller?: string | undefined
}

/**
 * The folder that call sites are relative to: the nearest one above the entry file with `.git`, a lock file or
 * workspaces; else its nearest one with a `package.json`; else the working folder. A host that loads the app from
 * another folder is not the app.
 */
export function findRoot({ entry, workingFolder, caller }: Start): string {
  const root = rootAbove(entry === undefined ? workingFolder : startFolder(entry, workingFolder))
  if (caller === undefined || (root !== undefined && holds(root, caller)))
    return root ?? workingFolder
  const ofWork = rootAbove(workingFolder)
  if (ofWork !== undefined && holds(ofWork, caller)) return ofWork
  return rootOfGuest(caller, root) ?? root ?? workingFolder
}

/** The root of this process. */
export function defaultRoot(caller?: string): string {
  return findRoot({ entry: process.argv[1], workingFolder: workingFolder(), caller })
}

/** It may have been deleted. */
function workingFolder(): string {
  try {
    return process.cwd()
  } catch {
    return dirname(process.argv[1] ?? process.execPath)
  }
}

/** The nearest folder that a project may have been built in, up to the root. */
export function projectFolder(folder: string, root: string): string {
  const isProject = (one: string) => one === root || (hasManifest(one) && !isOutput(one))
  return holds(root, folder) ? (nearest(folder, isProject) ?? root) : (rootAbove(folder) ?? folder)
}

function rootAbove(start: string): string | undefined {
  return (
    nearest(start, (folder) => isRoot(folder) && !isOutput(folder)) ??
    nearest(start, isRoot) ??
    nearest(start, (folder) => hasManifest(folder) && !isOutput(folder)) ??
    nearest(start, hasManifest)
  )
}

/** A package that the app links to, or that lies beside it in one project, is no app. */
function rootOfGuest(caller: string, root: string | undefined): string | undefined {
  const found = rootAbove(dirname(realPath(caller)))
  if (found === undefined || root === undefined) return found
  return holds(found, root) || isLinked(found, root) ? undefined : found
}

function isLinked(folder: string, root: string): boolean {
  const { name } = manifestOf(folder)
  return typeof name === 'string' && realPath(join(root, 'node_modules', name)) === folder
}

function holds(folder: string, file: string): boolean {
  return `${realPath(file)}${sep}`.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)
}

/** A checkout is none, wherever it lies. */
function isOutput(folder: string): boolean {
  return (
    folder.split(sep).some((name) => outputFolder.test(name)) && !existsSync(join(folder, '.git'))
  )
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
  return manifestOf(folder).workspaces !== undefined
}

function manifestOf(folder: string): { readonly name?: unknown; readonly workspaces?: unknown } {
  try {
    return Object(JSON.parse(readRegularFile(join(folder, 'package.json'), maxManifest).toString()))
  } catch {
    return {}
  }
}
