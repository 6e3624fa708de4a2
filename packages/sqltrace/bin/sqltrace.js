#!/usr/bin/env node
import('@sqltrace/cli/bin').catch((error) => {
  const isMissing =
    error.code === 'ERR_MODULE_NOT_FOUND' && error.message.includes("'@sqltrace/cli'")
  console.error(
    isMissing
      ? 'sqltrace: the command line is a separate package; run "npm i -D @sqltrace/cli".'
      : error,
  )
  process.exitCode = 1
})
