import type { Page } from 'playwright-core'
import type { FixedContent } from './fixed-content.ts'
import { steadyReadings } from './steady-reading.ts'
import { PATIENCE_MS } from './visitor.ts'
import type { Words } from './words.ts'

/** Who looks: nobody known, a guest who has agreed to the camera, the member with a library. */
export type Viewer = 'nobody' | 'guest' | 'member'

/** A view of the page and the way to it. */
export interface View {
  name: string
  viewer: Viewer
  /** Whether its picture is kept in the second language, too. */
  isMain?: boolean
  /** Whether pictures go up meanwhile, which have to say when they were taken. */
  isLive?: boolean
  /** What the browser itself complains of on the way, and rightly. */
  complaint?: RegExp
  open(page: Page, means: Means): Promise<void>
}

/** What {@link View.open} may need. */
export interface Means {
  /** The page's words in the language that is shown. */
  words: Words
  content: FixedContent
  /** The origin of a page whose house cannot be reached. */
  lonely: string
}

const NOT_FOUND = /status of 404/

/** Every view that a listener can meet. */
export const VIEWS: readonly View[] = [
  {
    name: 'landing',
    viewer: 'nobody',
    isMain: true,
    open: async (page) => {
      await page.goto('/')
      await page.getByRole('heading').first().waitFor()
    },
  },
  {
    name: 'consent',
    viewer: 'nobody',
    isMain: true,
    open: async (page, { words }) => {
      await page.goto('/dj')
      await page.getByRole('dialog', { name: words('dj.notice.title') }).waitFor()
    },
  },
  {
    name: 'dj-camera',
    viewer: 'guest',
    isLive: true,
    isMain: true,
    open: async (page, { words }) => {
      await steadyReadings(page)
      await page.goto('/dj')
      await page.getByTestId('settled-mood').getByText(words('mood.words.happy')).first().waitFor()
    },
  },
  {
    name: 'dj-by-hand',
    viewer: 'nobody',
    open: async (page, { words }) => {
      await page.goto('/dj')
      await page.getByRole('button', { name: words('dj.notice.decline'), exact: true }).click()
      await page.getByRole('radio').first().waitFor()
    },
  },
  {
    name: 'player',
    viewer: 'member',
    isMain: true,
    open: openPlayer,
  },
  {
    name: 'card-maker',
    viewer: 'member',
    open: openCardMaker,
  },
  {
    name: 'card-result',
    viewer: 'member',
    open: async (page, means) => {
      await openCardMaker(page, means)
      await page.getByRole('button', { name: means.words('card.take'), exact: true }).click()
      await page.getByTestId('card-image').waitFor()
    },
  },
  { name: 'library-empty', viewer: 'guest', open: (page) => openHeaded(page, '/library') },
  { name: 'library', viewer: 'member', isMain: true, open: (page) => openHeaded(page, '/library') },
  {
    name: 'library-cards',
    viewer: 'member',
    open: async (page, { words, content }) => {
      await content.steady()
      await openHeaded(page, '/library')
      await page.getByRole('tab', { name: words('library.cards') }).click()
      await page.getByRole('img').first().waitFor()
    },
  },
  { name: 'account-guest', viewer: 'guest', open: (page) => openHeaded(page, '/account') },
  {
    name: 'account',
    viewer: 'member',
    open: async (page, { content }) => {
      await content.steady()
      await openHeaded(page, '/account')
    },
  },
  {
    name: 'shared',
    viewer: 'nobody',
    isMain: true,
    open: async (page, { content }) => {
      await page.goto(content.sharePath)
      await page.getByTestId('queue').locator('li').first().waitFor()
    },
  },
  {
    name: 'not-found',
    viewer: 'nobody',
    complaint: NOT_FOUND,
    open: (page) => openHeaded(page, '/nowhere'),
  },
  {
    name: 'shared-gone',
    viewer: 'nobody',
    complaint: NOT_FOUND,
    open: (page) => openHeaded(page, `/s/${'x'.repeat(22)}`),
  },
  {
    name: 'shared-unreachable',
    viewer: 'nobody',
    open: (page, { lonely, content }) => openHeaded(page, `${lonely}${content.sharePath}`),
  },
  {
    name: 'offline',
    viewer: 'nobody',
    complaint: /ERR_INTERNET_DISCONNECTED/,
    open: async (page) => {
      // It asks whether the server answers again, and would make way.
      await page.route('/offline', (route) =>
        route.request().method() === 'HEAD' ? route.abort('internetdisconnected') : route.continue(),
      )
      await openHeaded(page, '/offline')
    },
  },
]

async function openHeaded(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.getByRole('heading', { level: 1 }).first().waitFor({ state: 'attached' })
}

async function openPlayer(page: Page, { content }: Means): Promise<void> {
  await page.goto(`/playlists/${content.playlistId}`)
  await page.getByTestId('queue').locator('li').first().waitFor({ timeout: PATIENCE_MS })
}

async function openCardMaker(page: Page, means: Means): Promise<void> {
  await openPlayer(page, means)
  await page.getByRole('button', { name: means.words('player.makeCard'), exact: true }).click()
  await page.getByRole('button', { name: means.words('card.take'), exact: true }).waitFor()
}
