/** A command of dj. Its module runs it and gives the exit code. */
export interface Command {
  readonly usage: string
  readonly summary: string
  readonly load: () => Promise<{ readonly run: (args: readonly string[]) => Promise<number> }>
}

/** Every command by its name; each is a file in `commands/`, loaded when it is called. */
export const commands: ReadonlyMap<string, Command> = new Map([
  [
    'up',
    {
      usage: 'up [--detach] [--lan[=ADDRESS]] [--fake-spotify] [--native]',
      summary:
        'prepares everything, starts it and prints the URL of the page; --fake-spotify brings a made-up Spotify to try linking with',
      load: () => import('./commands/up.ts'),
    },
  ],
  [
    'down',
    {
      usage: 'down [--purge]',
      summary: 'ends everything that up started; --purge removes its data, too',
      load: () => import('./commands/down.ts'),
    },
  ],
  [
    'backup',
    {
      usage: [
        'backup [FILE] [--only-deletions] [--with-secrets]',
        '      [--database-url-file FILE --nats-url-file FILE] [--postgres-bin FOLDER]',
      ].join('\n'),
      summary:
        'copies everything that is kept, of a running house, too, into one file; --only-deletions: only which accounts are gone',
      load: () => import('./commands/backup.ts'),
    },
  ],
  [
    'restore',
    {
      usage: [
        'restore FILE [--replace] [--deletions FILE …] [--with-secrets]',
        '      [--database-url-file FILE --nats-url-file FILE] [--postgres-bin FOLDER]',
      ].join('\n'),
      summary:
        'puts a house that is down back from such a file; accounts deleted since, here or in --deletions, are deleted again',
      load: () => import('./commands/restore.ts'),
    },
  ],
  [
    'doctor',
    {
      usage: 'doctor',
      summary: 'says what is there, what is missing and what listens where',
      load: () => import('./commands/doctor.ts'),
    },
  ],
  [
    'test',
    {
      usage: 'test [NAME…]',
      summary:
        'checks everything, or only the named checks and packages (lint, format, unused, types, licences, secrets, auth, …)',
      load: () => import('./commands/test.ts'),
    },
  ],
  [
    'looks',
    {
      usage: 'looks [accept]',
      summary:
        'holds every view of the page against its picture in tests/looks; accept keeps what is seen now, to be committed with the change',
      load: () => import('./commands/looks.ts'),
    },
  ],
  [
    'bench',
    {
      usage: [
        'bench card [--cards 15] [--gateway URL] [--json]',
        '  ./dj bench catalogue [--limit N] [--only ID …] [--pages 2] [--write] [--json]',
        '  ./dj bench compose [--seeds 20] [--draws 5] [--json]',
        '  ./dj bench frame [--rounds 7] [--seconds-per-burst 1] [--json]',
        '  ./dj bench learn [--seeds 20] [--listeners 4] [--playlists 20] [--json]',
        '  ./dj bench live [--sessions 3] [--fps 10] [--seconds 120] [--gateway URL] [--json]',
        '  ./dj bench overload [--seconds 30] [--gateway URL] [--json]',
        '  ./dj bench web [--rounds 3] [--seconds 20] [--json]',
      ].join('\n'),
      summary:
        'card: what a Vibe Card takes, and twenty at once; catalogue: twenty seconds of every built-in track, rendered and measured; compose: how playlists keep to their path beside three simple ways; frame: what a frame costs us and the public pipelines; learn: off-policy estimates on a public log, and simulated listeners; live: a running house with simulated listeners; overload: a house of its own, or a running one, at its limit and at four times that; web: the page in Chromium, Lighthouse, long tasks while a camera runs, and card times',
      load: () => import('./commands/bench.ts'),
    },
  ],
  [
    'models',
    {
      usage: [
        'models prepare',
        '  ./dj models eval --labels FILE.csv --images FILE.zip|FOLDER [--crop none|detect] [--json OUT]',
        '      [--model NAME …] [--peers all|none|face-api|human] [--split NAME] [--limit N]',
        '      [--pictures FOLDER] [--models-root FOLDER]',
        '  ./dj models train [--smoke] [--out FOLDER] [--resume] [--minutes N] [--rafdb FOLDER] … (--help lists all)',
        '  ./dj models export [--checkpoint FILE] … · ./dj models quantise …',
      ].join('\n'),
      summary:
        'prepare puts the models in place and checks them; eval measures emotion networks on labelled faces; train, export and quantise make MoodNet anew',
      load: () => import('./commands/models.ts'),
    },
  ],
])

/** The help text. */
export function describeCommands(): string {
  const lines = [...commands.values()].flatMap(({ usage, summary }) => [
    `  ./dj ${usage}`,
    `      ${summary}`,
  ])
  return ['Mood DJ', '', ...lines].join('\n')
}
