import type { Found } from './find-traces.js'

/** In a text that was copied: a line ends with the cell of a psql table, the string of a JSON or CSV, or itself. */
const callSiteLine =
  /--[ \t]*[Ff]ile:[ \t]*(\S[^\r\n|"]{0,400}?:\d{1,7})(?=[ \t]*(?:\+|\||\\[rn]|["\r\n]|$))/g

/** The line comments of Entity Framework Core's `TagWithCallSite`. */
export function callSiteLines(text: string): Found[] {
  return Array.from(text.matchAll(callSiteLine), ({ index, 0: all, 1: file = '' }) => ({
    at: index,
    end: index + all.length,
    tags: { file },
  }))
}
