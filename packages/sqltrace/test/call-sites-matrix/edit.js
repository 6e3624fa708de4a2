import { readFile, writeFile } from 'node:fs/promises'

/** Changes the text of a file. */
export async function edit(file, change) {
  await writeFile(file, change(await readFile(file, 'utf8')))
}
