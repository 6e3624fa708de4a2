import { expect, test } from 'vitest'
import { findMapUrl } from './find-map-url.js'

test.each([
  ['a()\n//# sourceMappingURL=a.js.map', 'a.js.map'],
  ['a()\n//@ sourceMappingURL=a b.js.map  \r\n', 'a b.js.map'],
  ['a{}\n/*# sourceMappingURL=a.css.map */', 'a.css.map'],
  ['a()//# sourceMappingURL=first\n//# sourceMappingURL=last\nb()', 'last'],
  ['//# sourceMappingURL=a.js.map\nconst b = "//# sourceMappingURL=" + c', 'a.js.map'],
  ['//# sourceMappingURL=data:application/json;base64,e30=', 'data:application/json;base64,e30='],
])('the URL of a map is in the last comment that has one: %j', (text, url) => {
  expect(findMapUrl(text)).toBe(url)
})

test.each(['', 'a()', 'sourceMappingURL=a', '// sourceMappingURL=a', '//# sourceMappingURL='])(
  'a text without such a comment has no map: %j',
  (text) => {
    expect(findMapUrl(text)).toBeUndefined()
  },
)
