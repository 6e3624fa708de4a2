import { mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, onTestFinished } from 'vitest'

/** An empty folder shared by all tests of a file. */
export function folderOfFile(): string {
  const folder = make()
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An empty folder for the running test. */
export function folderOfTest(): string {
  const folder = make()
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

function make(): string {
  return mkdtempSync(join(realpathSync(tmpdir()), 'sqltrace-'))
}
