import { runNode } from '@sqltrace/testing'

export const figures = ['traced', 'first', 'mapped', 'gap', 'ready', 'heap']

/** The minimum of several runs, in milliseconds and megabytes: other work on the machine only adds. */
export async function measure(file, databaseUrl, { runs, traced }) {
  const env = { TRACED: `${traced}` }
  const seen = []
  for (let run = 0; run < runs; run++) seen.push(await runOnce(file, databaseUrl, env))
  const min = (name) => Math.round(Math.min(...seen.map((one) => one[name])) * 10) / 10
  return Object.fromEntries(figures.map((name) => [name, min(name)]))
}

/** The app's result, and how long the process took to exit after it. */
export async function runOnce(file, databaseUrl, env = {}) {
  const { code, stdout, stderr } = await runNode(file, {
    nodeOptions: ['--expose-gc'],
    env: { DATABASE_URL: databaseUrl, ...env },
  })
  if (code !== 0) throw new Error(stderr)
  const seen = JSON.parse(stdout)
  return { ...seen, exit: Date.now() - seen.end }
}
