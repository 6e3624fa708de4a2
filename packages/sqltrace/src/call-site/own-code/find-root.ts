import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, sep } from 'node:path'
import { maxManifest, readRegularFile } from '../../runtime/read-regular-file.js'

/** Files in the root folder of a repository or an app. */
const rootMarkers = [
  '.git',
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'pnpm-workspace.yaml',
  'bun.lock',
  'bun.lockb',
]

/** Build output; builds copy a manifest and even a lock file into it. */
const outputFolder = /^(?:dist|build|out|output|\..+)$/

/** Where the search for the root begins. */
export interface Start {
  /** The file with which the process was started. */
  readonly entry: string | undefined
  readonly workingFolder: string
  /** The file that called us: the app's, even if the process was started with a host that loads the app. */
  readonly caller?: string | undefined
}

/**
 * The folder that call sites are relative to: the nearest folder above the entry file with `.git`, a lock file or
 * workspaces, else the nearest with a `package.json`, else the working folder. If the process was started with a host that
 * loads the app from another folder, the app's folder counts.
 */
export function findRoot({ entry, workingFolder, caller }: Start): string {
  const root = rootAbove(entry === undefined ? workingFolder : startFolder(entry, workingFolder))
  if (caller === undefined || (root !== undefined && contains(root, caller)))
    return root ?? workingFolder
  const workingRoot = rootAbove(workingFolder)
  if (workingRoot !== undefined && contains(workingRoot, caller)) return workingRoot
  return rootOfGuest(caller, root) ?? root ?? workingFolder
}

/** The root of this process. */
export function defaultRoot(caller?: string): string {
  return findRoot({ entry: process.argv[1], workingFolder: workingFolder(), caller })
}

/** The working folder may have been deleted. */
function workingFolder(): string {
  try {
    return process.cwd()
  } catch {
    return dirname(process.argv[1] ?? process.execPath)
  }
}

/** The nearest folder, up to the root, in which a project may have been built. */
export function projectFolder(folder: string, root: string): string {
  const isProject = (candidate: string) =>
    candidate === root || (hasManifest(candidate) && !isOutput(candidate))
  return contains(root, folder)
    ? (nearest(folder, isProject) ?? root)
    : (rootAbove(folder) ?? folder)
}

function rootAbove(start: string): string | undefined {
  return (
    nearest(start, (folder) => isRoot(folder) && !isOutput(folder)) ??
    nearest(start, isRoot) ??
    nearest(start, (folder) => hasManifest(folder) && !isOutput(folder)) ??
    nearest(start, hasManifest)
  )
}

/** The root of an app that a host loads. A linked package, or another package of the same project, is not an app. */
function rootOfGuest(caller: string, root: string | undefined): string | undefined {
  const found = rootAbove(dirname(realPath(caller)))
  if (found === undefined || root === undefined) return found
  return contains(found, root) || isLinked(found, root) ? undefined : found
}

function isLinked(folder: string, root: string): boolean {
  const { name } = manifestOf(folder)
  return typeof name === 'string' && realPath(join(root, 'node_modules', name)) === folder
}

function contains(folder: string, file: string): boolean {
  return `${realPath(file)}${sep}`.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)
}

/** A checkout is never build output, wherever it is. */
function isOutput(folder: string): boolean {
  return (
    folder.split(sep).some((name) => outputFolder.test(name)) && !existsSync(join(folder, '.git'))
  )
}

/** A test runner or a framework's command is not the app: the app is in the working folder. */
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

function nearest(start: string, accepts: (folder: string) => boolean): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (accepts(folder)) return folder
    if (folder === dirname(folder)) return undefined
  }
}

function isRoot(folder: string): boolean {
  return rootMarkers.some((name) => existsSync(join(folder, name))) || hasWorkspaces(folder)
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
