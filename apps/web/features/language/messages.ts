import accountAr from '#messages/ar/account.json' with { type: 'json' }
import cardAr from '#messages/ar/card.json' with { type: 'json' }
import djAr from '#messages/ar/dj.json' with { type: 'json' }
import landingAr from '#messages/ar/landing.json' with { type: 'json' }
import libraryAr from '#messages/ar/library.json' with { type: 'json' }
import moodAr from '#messages/ar/mood.json' with { type: 'json' }
import offlineAr from '#messages/ar/offline.json' with { type: 'json' }
import playerAr from '#messages/ar/player.json' with { type: 'json' }
import problemsAr from '#messages/ar/problems.json' with { type: 'json' }
import shareAr from '#messages/ar/share.json' with { type: 'json' }
import shellAr from '#messages/ar/shell.json' with { type: 'json' }
import spotifyAr from '#messages/ar/spotify.json' with { type: 'json' }
import accountEn from '#messages/en/account.json' with { type: 'json' }
import cardEn from '#messages/en/card.json' with { type: 'json' }
import djEn from '#messages/en/dj.json' with { type: 'json' }
import landingEn from '#messages/en/landing.json' with { type: 'json' }
import libraryEn from '#messages/en/library.json' with { type: 'json' }
import moodEn from '#messages/en/mood.json' with { type: 'json' }
import offlineEn from '#messages/en/offline.json' with { type: 'json' }
import playerEn from '#messages/en/player.json' with { type: 'json' }
import problemsEn from '#messages/en/problems.json' with { type: 'json' }
import shareEn from '#messages/en/share.json' with { type: 'json' }
import shellEn from '#messages/en/shell.json' with { type: 'json' }
import spotifyEn from '#messages/en/spotify.json' with { type: 'json' }
import type { Language } from '@mooddj/shared/language'

const en = {
  account: accountEn,
  card: cardEn,
  dj: djEn,
  landing: landingEn,
  library: libraryEn,
  mood: moodEn,
  offline: offlineEn,
  player: playerEn,
  problems: problemsEn,
  share: shareEn,
  shell: shellEn,
  spotify: spotifyEn,
}

/** Every word of the page, by feature. English says which there are. */
export type Messages = typeof en

const ar: Messages = {
  account: accountAr,
  card: cardAr,
  dj: djAr,
  landing: landingAr,
  library: libraryAr,
  mood: moodAr,
  offline: offlineAr,
  player: playerAr,
  problems: problemsAr,
  share: shareAr,
  shell: shellAr,
  spotify: spotifyAr,
}

/** The words of a language. Only for the server: the browser gets the one language that it shows. */
export function messagesOf(language: Language): Messages {
  return language === 'ar' ? ar : en
}
