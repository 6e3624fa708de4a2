#!/usr/bin/env node
import('@sqltrace/cli/bin').catch((error) => {
  if (!error.message.includes("package '@sqltrace/cli'")) throw error
  console.error('The command line is a package of its own. Install it: npm i -D @sqltrace/cli')
  process.exitCode = 1
})
