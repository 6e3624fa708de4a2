/** Runs `end` after `started`, whatever comes of it, without a frame of ours in async stacks. */
export function afterwards<T>(started: Promise<T>, end: () => void): Promise<T> {
  return started.then(
    (value) => {
      end()
      return value
    },
    (error) => {
      end()
      throw error
    },
  )
}
