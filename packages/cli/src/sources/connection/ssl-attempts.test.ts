import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sslAttempts } from './ssl-attempts.js'
import { folderOfFile } from '../../../test/support/temporary.js'

const root = join(folderOfFile(), 'root.crt')
writeFileSync(root, 'a certificate')

test('without a mode, unverified TLS comes first and a plain connection second', () => {
  expect(sslAttempts({})).toEqual([{ rejectUnauthorized: false }, false])
})

test('disable and allow start without TLS', () => {
  expect(sslAttempts({ sslmode: 'disable' })).toEqual([false])
  expect(sslAttempts({ sslmode: 'allow' })).toEqual([false, { rejectUnauthorized: false }])
})

test('require encrypts, and verifies if there is a root certificate', () => {
  expect(sslAttempts({ sslmode: 'require' })).toEqual([{ rejectUnauthorized: false }])
  expect(sslAttempts({ sslmode: 'require', sslrootcert: root })).toMatchObject([
    { ca: 'a certificate' },
  ])
})

test('verify-ca checks the certificate, verify-full the host name too', () => {
  const [ca] = sslAttempts({ sslmode: 'verify-ca', sslrootcert: root })
  const [full] = sslAttempts({ sslmode: 'verify-full', sslrootcert: root })
  expect(ca).toHaveProperty('checkServerIdentity')
  expect(full).not.toHaveProperty('checkServerIdentity')
  expect(full).not.toHaveProperty('rejectUnauthorized')
})

test('refuses to verify without a root certificate, because that would verify nothing', () => {
  expect(() => sslAttempts({ sslmode: 'verify-full' })).toThrow(/sslrootcert/)
  expect(sslAttempts({ sslmode: 'verify-full', sslrootcert: 'system' })).toEqual([{}])
})

test('an unknown mode is refused', () => {
  expect(() => sslAttempts({ sslmode: 'yes' })).toThrow(/sslmode must be/)
})
