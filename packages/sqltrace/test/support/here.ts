/** The position of the calling line, in the format of the tag: `packages/…/x.test.ts:42`. */
export function here(offset = 0): string {
  const [, , frame = ''] = new Error().stack?.split('\n') ?? []
  const [, path = '', line = ''] =
    /(?:file:\/\/)?([^\s(]*\/packages\/.*?):(\d+):\d+\)?$/.exec(frame) ?? []
  return `packages/${path.split('/packages/')[1]}:${Number(line) + offset}`
}
