/** The position of the line that calls it, as a tag says it: `packages/…/x.test.ts:42`. */
export function here(offset = 0): string {
  const [, , frame = ''] = new Error().stack?.split('\n') ?? []
  const [, path = '', line = ''] =
    /(?:file:\/\/)?([^\s(]*\/packages\/.*?):(\d+):\d+\)?$/.exec(frame) ?? []
  return `packages/${path.split('/packages/')[1]}:${Number(line) + offset}`
}
