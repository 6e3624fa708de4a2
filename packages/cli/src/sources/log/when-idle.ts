const pause = 300

/** Yields the chunks, and an empty one whenever nothing has arrived for a while. */
export async function* whenIdle(chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  let next = chunks.next()
  let isQuiet = true
  for (;;) {
    const result: IteratorResult<Buffer> | undefined = isQuiet
      ? await next
      : await Promise.race([next, silence()])
    isQuiet = result === undefined
    if (result === undefined) yield Buffer.alloc(0)
    else if (result.done) return
    else {
      next = chunks.next()
      yield result.value
    }
  }
}

function silence(): Promise<undefined> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(undefined), pause).unref()
  })
}
