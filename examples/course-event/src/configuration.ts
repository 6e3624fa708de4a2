/** This process's configuration, from the environment. */
export const configuration = {
  writer: needed('WRITER_URL'),
  readers: needed('READER_URLS').split(','),
  payments: process.env['PAYMENTS_URL'] ?? 'http://127.0.0.1:4000',
  port: Number(process.env['PORT'] ?? 0),
  adviceFile: process.env['ADVICE_FILE'],
  runsJobs: process.env['JOBS'] === 'true',
}

function needed(name: string): string {
  const value = process.env[name]
  if (value === undefined) throw new Error(`Set the environment variable ${name}.`)
  return value
}
