/** Runs `start` and then `end`, whatever comes of it, without a frame of ours in async stacks. */
export function afterwards<T>(start: () => Promise<T>, end: () => void): Promise<T> {
  let started
  try {
    started = start()
  } catch (error) {
    end()
    throw error
  }
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
