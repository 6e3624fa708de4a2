import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { hasProgram } from './requirements.js'

afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

test('a missing program is reported in one line with the command that installs it', () => {
  const print = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
  vi.stubEnv('CI', '')
  vi.stubEnv('PATH', '/nowhere')
  expect(hasProgram('psql')).toBe(false)
  expect(print.mock.calls).toEqual([
    [
      'psql is missing; install it with "apt-get install -y postgresql-client"; its tests are skipped.\n',
    ],
  ])
})

test('in CI a missing program is an error', () => {
  vi.stubEnv('CI', 'true')
  vi.stubEnv('PATH', '/nowhere')
  expect(() => hasProgram('tmux')).toThrow(
    'tmux is missing; install it with "apt-get install -y tmux".',
  )
})

test('nothing is reported for an installed program', ({ onTestFinished }) => {
  const folder = mkdtempSync(join(tmpdir(), 'sqltrace-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  symlinkSync('/bin/true', join(folder, 'openssl'))
  vi.stubEnv('CI', 'true')
  vi.stubEnv('PATH', folder)
  expect(hasProgram('openssl')).toBe(true)
})
