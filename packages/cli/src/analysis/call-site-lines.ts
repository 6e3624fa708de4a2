import type { Found } from './find-traces.js'

/** In copied text, the comment may end at a psql cell border, at the end of a JSON or CSV string, or at a line break. */
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
