/** Calls `run` the given number of times, at most `concurrency` at once, and waits for all calls. */
export async function repeat(times, concurrency, run) {
  let left = times
  const worker = async () => {
    while (left-- > 0) await run()
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
}
