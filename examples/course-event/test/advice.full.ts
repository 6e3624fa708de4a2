import { describe, expect, test } from 'vitest'
import { findMarkers } from '../dist/checker/markers.js'
import { adviceDuring } from '../dist/failures/advice.js'
import { causes as causesAtTheServers } from '../dist/failures/causes.js'
import { useStage } from './use-stage.js'

const limit = 90_000

const event = useStage(limit)

describe('the advice of a process on its own statements', { timeout: limit }, () => {
  const numberOf = (file: string | undefined) =>
    findMarkers(event.sources).find((marker) => marker.file === file)?.number
  const causes = (advice: Awaited<ReturnType<typeof adviceDuring>>) =>
    new Set(advice.map(({ rule, file }) => `${numberOf(file)}: ${rule}`))
  /** The tag and search pages list courses by 200 ids, at the line of query 2. */
  const known = [
    '2: wide-rows',
    '2: in-list',
    '3: function-on-column',
    '4: in-list',
    '7: read-on-writer',
  ]

  test('it finds the causes of 2, 3, 4 and 7 during the event', async () => {
    const crowd = { connections: 32 }
    const visits = [
      { crowd, seconds: 30, prefix: '/c' },
      { crowd, seconds: 6, prefix: '/search' },
    ]
    const found = causes(await adviceDuring(event.stage, visits))
    expect([...found]).toEqual(
      expect.arrayContaining(known.filter((cause) => cause !== '2: in-list')),
    )
  })

  test('on ordinary days it finds nothing else', async () => {
    const visits = [{ crowd: { connections: 2, rate: 10 }, seconds: 8 }]
    const found = causes(await adviceDuring(event.stage, visits))
    expect(found.size).toBeGreaterThan(0)
    expect(known).toEqual(expect.arrayContaining([...found]))
  })
})

test('the servers know the causes of 1 and 6', { timeout: limit }, async () => {
  const found = await causesAtTheServers(event.stage)
  const markers = findMarkers(event.sources)
  const lineOf = (number: number) => markers.find((marker) => marker.number === number)?.file
  const sitesOf = (kind: string, subject: string) =>
    found
      .filter((cause) => cause.kind === kind && cause.subject === subject)
      .flatMap(({ sites }) => sites)
  expect(sitesOf('sequential-scan', 'follows')).toMatchObject([
    { label: 'reads it in full', site: lineOf(1) },
  ])
  expect(sitesOf('dead-rows', 'course_counters')[0]).toMatchObject({
    label: 'writes it',
    site: lineOf(6),
  })
})
