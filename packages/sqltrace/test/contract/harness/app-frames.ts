/** The frames of a stack that belong to a scenario, which plays the app. */
export function appFrames({ stack = '' }: Error): string[] {
  return stack.split('\n').flatMap((line) => {
    const [, frame] = /^ +at (?:async )?(.*scenarios\/.*)$/.exec(line) ?? []
    return frame === undefined ? [] : [frame.replace(/\(?(?:file:\/\/)?\/.*\//, '(')]
  })
}
