/** The words of one `lc_messages` language that reading a log depends on. Missing words are English. */
export interface Language {
  /** Severities and labels, as `ENGLISH=word`; of a label of two words, the last. */
  readonly words: string
  /** How a duration message begins. */
  readonly duration: readonly string[]
  /** How a message of `log_statement` begins. */
  readonly statement: readonly string[]
  readonly deadlock?: string
  /** What precedes the process id on each side of a deadlock. */
  readonly process: string
  /** Phrases that identify the kind of lock wait message. */
  readonly waiting?: string
  readonly acquired?: string
  readonly avoided?: string
  readonly deadlocked?: string
  /** How messages about a cancelled statement or a terminated connection begin. */
  readonly timeouts: readonly string[]
  /** How the message about a terminated parallel worker begins. */
  readonly worker?: string
}

/**
 * From PostgreSQL's message catalogues: release 15, for Portuguese release 9.4.
 * https://www.postgresql.org/docs/current/nls.html
 */
export const languages: Readonly<Record<string, Language>> = {
  en: {
    words: '',
    duration: ['duration: '],
    statement: ['statement: ', 'execute '],
    deadlock: 'deadlock detected',
    process: 'Process ',
    waiting: 'still waiting',
    acquired: 'acquired',
    avoided: 'avoided deadlock',
    deadlocked: 'detected deadlock',
    timeouts: [
      'canceling statement due to',
      'terminating connection due to idle',
      'terminating connection due to transaction timeout',
    ],
    worker: 'terminating background worker',
  },
  de: {
    words:
      'ERROR=FEHLER PANIC=PANIK WARNING=WARNUNG NOTICE=HINWEIS HINT=TIPP QUERY=ANFRAGE CONTEXT=ZUSAMMENHANG LOCATION=ORT STATEMENT=ANWEISUNG',
    duration: ['Dauer: '],
    statement: ['Anweisung: ', 'Ausführen '],
    deadlock: 'Verklemmung (Deadlock) entdeckt',
    process: 'Prozess ',
    waiting: 'wartet immer noch auf',
    acquired: 'erlangte',
    avoided: 'vermied Verklemmung',
    deadlocked: 'hat Verklemmung festgestellt',
    timeouts: ['storniere Anfrage wegen', 'Verbindung wird abgebrochen wegen Zeitüberschreitung'],
    worker: 'Background-Worker »',
  },
  es: {
    words:
      'WARNING=ADVERTENCIA DETAIL=DETALLE HINT=SUGERENCIA HINT=HINT QUERY=CONSULTA CONTEXT=CONTEXTO LOCATION=UBICACIÓN STATEMENT=SENTENCIA',
    duration: ['duración: '],
    statement: ['sentencia: ', 'ejecutar '],
    deadlock: 'se ha detectado un deadlock',
    process: 'Proceso ',
    waiting: 'aún espera',
    acquired: 'adquirió',
    avoided: 'evitó un deadlock',
    deadlocked: 'detectó un deadlock',
    timeouts: [
      'cancelando la sentencia debido a',
      'terminando la conexión debido a que se agotó el tiempo',
    ],
    worker: 'terminando el proceso ayudante',
  },
  fr: {
    words:
      'ERROR=ERREUR PANIC=PANIC WARNING=ATTENTION DETAIL=DÉTAIL HINT=ASTUCE QUERY=REQUÊTE CONTEXT=CONTEXTE LOCATION=EMPLACEMENT STATEMENT=INSTRUCTION',
    duration: ['durée : ', 'durée\u00a0: '],
    statement: ['instruction : ', 'instruction\u00a0: ', 'exécute '],
    deadlock: 'interblocage (deadlock) détecté',
    process: 'Processus ',
    waiting: 'est toujours en attente',
    acquired: 'a acquis',
    avoided: 'a évité un verrou mortel',
    deadlocked: 'a détecté un verrou mortel',
    timeouts: ['annulation de la requête à', "arrêt des connexions suite à l'expiration"],
    worker: 'arrêt du processus en tâche de fond',
  },
  it: {
    words:
      'ERROR=ERRORE FATAL=FATALE PANIC=PANICO WARNING=ATTENZIONE NOTICE=NOTIFICA DETAIL=DETTAGLI HINT=SUGGERIMENTO QUERY=QUERY CONTEXT=CONTESTO LOCATION=POSIZIONE STATEMENT=ISTRUZIONE',
    duration: ['durata: '],
    statement: ['istruzione: ', 'esecuzione di '],
    deadlock: 'rilevato deadlock',
    process: 'Processo ',
    waiting: 'è ancora un',
    acquired: 'ha acquisito',
    avoided: 'ha evitato un deadlock',
    deadlocked: 'ha individuato un deadlock',
    timeouts: [
      "annullamento dell'istruzione",
      'la connessione è stata terminata a causa di timeout',
      'terminazione della connessione a causa del timeout',
    ],
    worker: 'interruzione del processo di lavoro in background',
  },
  ja: {
    words:
      'DETAIL=詳細 HINT=ヒント QUERY=問い合わせ CONTEXT=文脈 LOCATION=場所 BACKTRACE=バックトレース STATEMENT=文',
    duration: ['期間: '],
    statement: ['文: ', '実行 '],
    deadlock: 'デッドロックを検出しました',
    process: 'プロセス ',
    waiting: 'で待機しています',
    acquired: 'を獲得しました',
    avoided: 'に対するデッドロックを防ぎました',
    deadlocked: '待機するデッドロックを検知しました',
    timeouts: [
      'ステートメントのタイムアウトのため',
      'ロックのタイムアウトのため',
      'ユーザーからの要求により',
      'トランザクション中アイドルタイムアウトのため',
      'アイドルセッションタイムアウトにより',
    ],
    worker: '管理者コマンドによりバックグラウンドワーカー',
  },
  ka: {
    words:
      'LOG=ჟურნალი ERROR=შეცდომა FATAL=ფატალური PANIC=პანიკა WARNING=გაფრთხილება INFO=ინფორმაცია DEBUG=გამართვა DETAIL=დეტალები HINT=მინიშნება QUERY=მოთხოვნა CONTEXT=კონტექსტი LOCATION=მდებარეობა BACKTRACE=სტეკი STATEMENT=ოპერატორი',
    duration: ['ხანგრძლივობა: '],
    statement: ['ოპერატორი: ', 'გაშვება '],
    deadlock: 'ნაპოვნია ურთიერთბლოკირება',
    process: 'პროცესი ',
    timeouts: ['გამოსახულება გაუქმდება ბლოკის მოლოდინის'],
  },
  ko: {
    words:
      'LOG=로그 ERROR=오류 FATAL=치명적오류 PANIC=손상 WARNING=경고 NOTICE=알림 INFO=정보 DEBUG=디버그 DETAIL=상세정보 HINT=힌트 QUERY=쿼리 CONTEXT=내용 LOCATION=위치 BACKTRACE=역추적 STATEMENT=구문',
    duration: ['실행시간: ', '수행시간: ', '작업시간: '],
    statement: ['명령 구문: ', '쿼리실행 '],
    deadlock: 'deadlock 발생했음',
    process: '프로세스 ',
    waiting: '작업을 기다리고 있음',
    acquired: '잠금 취득함',
    avoided: '교착 상태가 발생하지 않도록',
    deadlocked: '교착 상태를 감지함',
    timeouts: [
      '명령실행시간 초과로',
      '잠금 대기 시간 초과로',
      '사용자 요청에 의해',
      'idle-in-transaction 시간 초과로',
      'idle-session 시간 초과로',
    ],
    worker: '관리자 명령에 의해',
  },
  pt: {
    words:
      'ERROR=ERRO PANIC=PÂNICO WARNING=AVISO NOTICE=NOTA DEBUG=DEPURAÇÃO DETAIL=DETALHE HINT=DICA QUERY=CONSULTA CONTEXT=CONTEXTO LOCATION=LOCAL STATEMENT=COMANDO',
    duration: ['duração: '],
    statement: ['comando: ', 'executar '],
    deadlock: 'impasse detectado',
    process: 'Processo ',
    waiting: 'ainda espera por',
    acquired: 'obteve',
    avoided: 'evitou impasse',
    deadlocked: 'detectou impasse',
    timeouts: ['cancelando comando por causa'],
  },
  ru: {
    words:
      'LOG=СООБЩЕНИЕ ERROR=ОШИБКА FATAL=ВАЖНО PANIC=ПАНИКА WARNING=ПРЕДУПРЕЖДЕНИЕ NOTICE=ЗАМЕЧАНИЕ INFO=ИНФОРМАЦИЯ DEBUG=ОТЛАДКА DETAIL=ПОДРОБНОСТИ HINT=ПОДСКАЗКА QUERY=ЗАПРОС CONTEXT=КОНТЕКСТ LOCATION=ПОЛОЖЕНИЕ BACKTRACE=СТЕК STATEMENT=ОПЕРАТОР',
    duration: ['продолжительность: ', 'продолжительность '],
    statement: ['оператор: ', 'выполнение '],
    deadlock: 'обнаружена взаимоблокировка',
    process: 'Процесс ',
    waiting: 'продолжает ожидать',
    acquired: 'получил в режиме',
    avoided: 'избежал взаимоблокировки',
    deadlocked: 'обнаружил взаимоблокировку',
    timeouts: ['выполнение оператора отменено', 'закрытие подключения из-за тайм-аута'],
    worker: 'завершение фонового процесса',
  },
  sv: {
    words:
      'LOG=LOGG ERROR=FEL FATAL=FATALT PANIC=PANIK WARNING=VARNING NOTICE=NOTIS DETAIL=DETALJ HINT=TIPS QUERY=FRÅGA CONTEXT=KONTEXT LOCATION=PLATS STATEMENT=SATS',
    duration: ['varaktighet: ', 'varaktighet '],
    statement: ['sats: ', 'kör '],
    deadlock: 'deadlock upptäckt',
    process: 'Process ',
    waiting: 'väntar fortfarande',
    acquired: 'fick',
    avoided: 'undvek deadlock',
    deadlocked: 'upptäckte deadlock',
    timeouts: [
      'avbryter sats på',
      'terminerar anslutning på grund av idle',
      'stänger anslutning på grund av idle',
    ],
    worker: 'terminerar bakgrundsarbetare',
  },
  uk: {
    words:
      'LOG=ЗАПИСУВАННЯ ERROR=ПОМИЛКА FATAL=ФАТАЛЬНО PANIC=ПАНІКА WARNING=ПОПЕРЕДЖЕННЯ NOTICE=ПОВІДОМЛЕННЯ INFO=ІНФОРМАЦІЯ DEBUG=НАЛАГОДЖЕННЯ DETAIL=ВІДОМОСТІ HINT=УКАЗІВКА QUERY=ЗАПИТ CONTEXT=КОНТЕКСТ LOCATION=РОЗТАШУВАННЯ BACKTRACE=ВІДСТЕЖУВАТИ STATEMENT=ІНСТРУКЦІЯ',
    duration: ['тривалість: '],
    statement: ['оператор: ', 'виконувати '],
    deadlock: 'виявлено взаємне блокування',
    process: 'Процес ',
    waiting: 'все ще чекає',
    acquired: 'отримав в режимі',
    avoided: 'уникнув взаємного блокування',
    deadlocked: 'виявив взаємне блокування',
    timeouts: ['виконання оператора скасовано', 'завершення підключення через тайм-аут'],
    worker: 'завершення фонового процесу',
  },
  zh: {
    words:
      'LOG=日志 ERROR=错误 FATAL=致命错误 PANIC=比致命错误还过分的错误 WARNING=警告 NOTICE=注意 INFO=信息 DEBUG=调试 DETAIL=详细信息 HINT=提示 QUERY=查询 CONTEXT=上下文 LOCATION=位置 STATEMENT=语句',
    duration: ['执行时间: ', '持续时间: '],
    statement: ['语句: ', '执行 '],
    deadlock: '检测到死锁',
    process: '进程 ',
    waiting: '仍然等待',
    acquired: '后获取在',
    avoided: '来避免在',
    deadlocked: '同时监测到死锁',
    timeouts: [
      '由于语句执行超时',
      '由于锁超时',
      '由于用户请求',
      '由于与恢复操作冲突',
      '由于空载事务超时',
    ],
    worker: '由于管理员命令中断后台工作进程',
  },
}
