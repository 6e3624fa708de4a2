const words = (text: string): ReadonlySet<string> => new Set(text.split(' '))

/** The keywords that shape a summary, by their role. */
export const keywords = {
  /** Commands that may occur inside another statement; elsewhere these words mean other things. */
  command: words('insert update delete merge'),
  /** What may precede such a command. */
  opener: words('( ) explain analyze verbose'),
  /** Commands that contain another statement. */
  prefix: words('explain prepare declare'),
  /** Commands of the form `create [modifier …] [qualifier] <kind> <name>`. */
  definition: words('create alter drop refresh reindex comment'),
  modifier: words('or replace temp temporary unlogged global local unique recursive on'),
  qualifier: words('materialized foreign event'),
  /** Commands of the form `lock [noise …] <name>`. */
  targeted: words(
    'analyze call cluster copy execute listen lock notify replace reset set show table truncate unlisten use vacuum',
  ),
  utilityNoise: words('analyze concurrently exists freeze full if into not on only table verbose'),
  setNoise: words('local session'),
  /** Between FROM and the name. */
  sourceNoise: words('lateral only table'),
  /** Commands with a list of names. */
  listed: words('analyze drop lock truncate vacuum'),
  /** Commands of two words. */
  pair: new Set(['start transaction', 'rollback to', 'prepare transaction']),
  /** Commands with the clauses FROM, USING and INTO. */
  from: words('select update delete'),
  using: words('delete merge'),
  into: words('insert merge select'),
  /** Clauses after the list of tables. */
  clause: words('for group limit order returning set values window'),
} as const
