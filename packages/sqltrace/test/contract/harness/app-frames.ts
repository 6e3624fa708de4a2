/** The frames of a stack that lie in a scenario, which is the app here. */
export function appFrames({ stack = '' }: Error): string[] {
  return stack.split('\n').flatMap((line) => {
    const [, frame] = /^ +at (?:async )?(.*scenarios\/.*)$/.exec(line) ?? []
    return frame === undefined ? [] : [frame.replace(/\(?(?:file:\/\/)?\/.*\//, '(')]
  })
}
