import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startPostgres, type Postgres } from '@sqltrace/testing'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { lineOf, seed, startShop, stopShop } from './support/shop.js'
import { hasTmux, TmuxTerminal } from './support/tmux.js'

const root = fileURLToPath(new URL('../../../', import.meta.url))
const bin = fileURLToPath(new URL('../bin/sqltrace.js', import.meta.url))
const shortLine = (name: string) => lineOf(name).split('/').at(-1) as string

describe.runIf(hasTmux)('the live view of top, in a real terminal', () => {
  let server: Postgres
  let shop: ChildProcess
  let terminal: TmuxTerminal

  const pidFile = join(tmpdir(), `sqltrace-live-${process.pid}`)
  const start = async (...args: string[]) => {
    terminal.type(`clear; echo $$ > ${pidFile}; stty -g > ${pidFile}.before`)
    terminal.type(
      `bash -c 'echo $$ > ${pidFile}; exec "${process.execPath}" "${bin}" top ${args.join(' ')}'; echo "code $?"; stty -g > ${pidFile}.after`,
    )
    await terminal.until(/FILE:LINE[^]*samples/)
  }
  const expectTerminalAsBefore = async (code: number) => {
    await terminal.until(new RegExp(`code ${code}\\n[^]*ready>`))
    expect(terminal.state()).toBe('alternate 0 cursor 1 wrap 1')
    expect(readFileSync(`${pidFile}.after`, 'utf8')).toBe(readFileSync(`${pidFile}.before`, 'utf8'))
  }

  beforeAll(async () => {
    server = await startPostgres()
    await seed(server.url)
    shop = await startShop(server.url, { SHOP_HELPER: 'yes' })
    terminal = new TmuxTerminal(120, 30, { DATABASE_URL: server.url })
    terminal.type(`cd '${root}'`)
  })

  afterAll(async () => {
    terminal.close()
    await stopShop(shop)
    await server.stop()
  })

  test('keys select, open, group, filter, sort, pause and quit', async () => {
    await start()
    const list = await terminal.until(/sends 12 different statements; add it to callSite\.ignore/)
    expect(list).toMatch(new RegExp(`${shortLine('list')} +GET /courses/:slug`))
    terminal.press('/')
    terminal.type('enrol')
    await terminal.until(/filter: enrol/)
    terminal.press('Down', 'Enter')
    const detail = await terminal.until(/Sessions now/)
    expect(detail).toMatch(/Statements\n +\d.\d\d {2}update courses set body = body where id = \?/)
    expect(detail).toContain(`▸ ${lineOf('wait').split(':')[1]} │   return withTags(enrolment`)
    terminal.press('Escape')
    await terminal.until(/FILE:LINE/)
    terminal.press('g', 'g')
    await terminal.until(/by route/)
    terminal.press('s')
    await terminal.until(/by route, longest/)
    terminal.press('Space')
    await terminal.until(/PAUSED/)
    terminal.press('?')
    await terminal.until(/average active sessions over/)
    terminal.press('q')
    await expectTerminalAsBefore(0)
  })

  test('Ctrl-C leaves the terminal as it was', async () => {
    await start()
    expect(terminal.state()).toBe('alternate 1 cursor 0 wrap 1')
    terminal.press('C-c')
    await expectTerminalAsBefore(0)
  })

  test('SIGTERM leaves the terminal as it was', async () => {
    await start()
    process.kill(Number(readFileSync(pidFile, 'utf8')), 'SIGTERM')
    await expectTerminalAsBefore(143)
  })

  test('Ctrl-C while slow is sampling leaves the terminal as it was', async () => {
    terminal.type(`clear; node '${bin}' slow --sample 30`)
    await terminal.until(/sampling .*1\/30 s/)
    terminal.press('C-c')
    await terminal.until(/ready>$/m)
    expect(terminal.state()).toBe('alternate 0 cursor 1 wrap 1')
  })

  test('the narrowest terminal shows load, longest and the line', async () => {
    await start()
    terminal.resize(40, 20)
    const screen = await terminal.until(/LOAD +LONGEST +FILE:LINE\n/)
    expect(screen).toMatch(/\d\.\d\d +[\d.]+ m?s +….*courses\.js:\d+\n/)
    terminal.resize(120, 30)
    await terminal.until(/WAITS/)
    terminal.press('q')
    await expectTerminalAsBefore(0)
  })

  test('Ctrl-Z releases the terminal until fg', async () => {
    await start()
    terminal.press('C-z')
    await terminal.until(/Stopped[^]*ready>$/m)
    expect(terminal.state()).toBe('alternate 0 cursor 1 wrap 1')
    terminal.type('fg')
    await terminal.until(/FILE:LINE[^]*samples/)
    expect(terminal.state()).toBe('alternate 1 cursor 0 wrap 1')
    terminal.press('q')
    await terminal.until(/ready>$/m)
    expect(terminal.state()).toBe('alternate 0 cursor 1 wrap 1')
  })

  test('a terminal of 10 lines shows rows', async () => {
    await start()
    terminal.resize(40, 10)
    const screen = await terminal.until(/^load .*\n +LOAD +LONGEST +FILE:LINE\n/)
    expect(screen).toMatch(/\d\.\d\d +[\d.]+ m?s +….*courses\.js:\d+\n/)
    terminal.press('?')
    await terminal.until(/average active/)
    terminal.press('PageDown')
    await terminal.until(/quit$/m)
    terminal.resize(120, 30)
    terminal.press('q')
    await expectTerminalAsBefore(0)
  })

  test('a dumb terminal gets one table without control sequences', async () => {
    terminal.type(
      `clear; TERM=dumb node '${bin}' top | cat -v; TERM=dumb node '${bin}' top; echo end`,
    )
    const screen = await terminal.until(/FILE:LINE[^]*FILE:LINE[^]*\nend\n/)
    expect(terminal.state()).toBe('alternate 0 cursor 1 wrap 1')
    expect(screen).not.toContain('^[')
  })

  test('a lost connection is shown, and the view stays and continues once the server is back', async () => {
    await start()
    await server.kill()
    const lost = await terminal.until(
      /! .*(connection refused|connection lost|terminating connection)/,
    )
    expect(lost).toMatch(/courses\.js:\d+/)
    await server.restart()
    await terminal.until(/^(?![^]*! )[^]*FILE:LINE/)
    terminal.press('q')
    await expectTerminalAsBefore(0)
  })
})
