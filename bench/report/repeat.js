/** Calls `run` so many times, at most `concurrency` calls at once, and waits for them. */
export async function repeat(times, concurrency, run) {
  let left = times
  const worker = async () => {
    while (left-- > 0) await run()
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
}
