import { createApp } from '@mooddj/platform/app'
import { readConfig, databaseSettings, serviceSettings } from '@mooddj/platform/config'
import { openDatabase } from '@mooddj/platform/database'
import { run } from '@mooddj/platform/run'
import { sql } from 'drizzle-orm'
import { Type } from 'typebox'

/** A service whose every route fails, quoting what it was given, or says more than it should. */
await run(
  'talkative',
  readConfig(Type.Object({ ...serviceSettings, ...databaseSettings })),
  async (config) => {
    const app = createApp(config, 'talkative')
    const { db } = openDatabase(app, config)
    app.get('/quote', (request) => {
      const { authorization, cookie } = request.headers
      throw new Error(`refused ${request.url} of ${authorization} (cookie: ${cookie})`, {
        cause: new TypeError(`Failed to parse URL from ${request.url}`),
      })
    })
    app.post('/twice', { schema: { body: Type.Object({ email: Type.String() }) } }, async ({ body }) => {
      await db.execute(sql`insert into auth.people (email) values (${body.email})`)
      await db.execute(sql`insert into auth.people (email) values (${body.email})`)
    })
    app.post('/tell', { schema: { body: Type.Object({ email: Type.String() }) } }, async (request) => {
      const { email } = request.body
      const event = {
        accountId: 'account-1',
        emotion: 'sad',
        valence: -0.731,
        settled: { mood: 'sad', arousal: -0.372 },
      }
      request.log.info(
        { event, email, headers: request.headers, reason: `lost redis://user:hush@10.0.0.1` },
        'told',
      )
      request.log.warn({ req: request }, 'a request')
      return {}
    })
    return app
  },
)
