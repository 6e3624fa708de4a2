const maxEntries = 5000

/** Memoizes a pure function of a string: a sampler sees the same strings again and again. */
export function remember<T>(fn: (text: string) => T): (text: string) => T {
  const answers = new Map<string, T>()
  return (text) => {
    const known = answers.get(text)
    if (known !== undefined) return known
    if (answers.size >= maxEntries) answers.clear()
    const answer = fn(text)
    answers.set(text, answer)
    return answer
  }
}
