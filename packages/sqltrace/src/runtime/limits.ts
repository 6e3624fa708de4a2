/** How much is remembered at most. Beyond its bound a cache forgets what is oldest. */
export const limits = {
  /** Sets of options that clients are traced with. */
  instrumentations: 100,
  /** Scripts whose frames are known. */
  scripts: 1000,
  /** Positions of one script. */
  positions: 1000,
  /** Files that are known to be the app's own, or not. */
  paths: 10_000,
  /** Folders whose package is known. */
  packages: 1000,
  /** Published modules of this library in scripts. */
  ownParts: 200,
  /** Bytes of a script, of its map and of the mappings in it that the main thread reads within 20 ms, nothing compiled yet. */
  atOnce: { script: 512 * 1024, map: 512 * 1024, mappings: 96 * 1024 },
  /** Bytes of a script that a query reads while the worker starts. */
  readMeanwhile: 5 * 1024 * 1024,
  /** Bytes of such a script that has other characters than those of ASCII. */
  decodedMeanwhile: 2 * 1024 * 1024,
  /** Bytes of a script that is known by its hash: V8 needs 7 ms for a megabyte. */
  hashed: 512 * 1024,
  /** Routes of one line, with the comment of each. */
  routes: 50,
  /** Routes of one line whose texts a driver may keep as prepared statements. */
  keptRoutes: 20,
  /** Statements that are described for spans; there are two generations of them. */
  texts: { texts: 1000, characters: 2_000_000, maxText: 150_000 },
  /** Characters of a statement that its line keeps with the comment, and of all of them. */
  tagged: { characters: 10_000, inAll: 5_000_000 },
  /** Texts of one line that are compared to tell a helper, and their characters together. */
  variety: { texts: 200, characters: 100_000 },
  /** Sets of roots and ignored paths whose scripts are known. */
  locators: 20,
  /** Values of one statement that its span shows, and their characters together. */
  parameters: { values: 100, characters: 20_000 },
  /** Different things that are said through `diag`. */
  messages: 1000,
} as const
