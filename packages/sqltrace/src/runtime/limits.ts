/** Upper bounds. When a cache is full, it drops its oldest entry. */
export const limits = {
  /** Sets of options passed to `traced`. */
  instrumentations: 100,
  /** Scripts whose frames are cached. */
  scripts: 1000,
  /** Cached positions per script. */
  positions: 1000,
  /** Files known to be the app's own, or not. */
  paths: 10_000,
  /** Folders whose package is known. */
  packages: 1000,
  /** Known positions of this library's published modules in scripts. */
  ownParts: 200,
  /** Bytes of a script, its map and its mappings that the main thread can read within 20 ms before anything is compiled. */
  mainThread: { script: 512 * 1024, map: 512 * 1024, mappings: 96 * 1024 },
  /** Bytes of a script that a query reads itself while the worker is loading it. */
  readWhileLoading: 5 * 1024 * 1024,
  /** The same for a script with non-ASCII characters, which must be decoded. */
  decodedWhileLoading: 2 * 1024 * 1024,
  /** Bytes of a script that we identify by its hash: V8 needs 7 ms per megabyte. */
  hashed: 512 * 1024,
  /** Cached comments per line, one per route. */
  routes: 50,
  /** Routes per line in the texts that a driver may keep as prepared statements. */
  keptRoutes: 20,
  /** Cached descriptions of statements for spans, per generation; there are two. */
  texts: { texts: 1000, characters: 2_000_000, maxText: 150_000 },
  /** Characters of the tagged statement that each line keeps, and the total of all lines. */
  tagged: { characters: 10_000, total: 5_000_000 },
  /** Texts per line that are compared to detect a helper, and their total characters. */
  variety: { texts: 200, characters: 100_000 },
  /** Locators, one per combination of root and ignored paths. */
  locators: 20,
  /** Parameter values that a span shows, and their total characters. */
  parameters: { values: 100, characters: 20_000 },
  /** Distinct messages sent to `diag`. */
  messages: 1000,
} as const
