import { startFakeReccoBeats } from './fake-reccobeats.ts'
import { startFakeSpotify } from './fake-spotify.ts'

/** The made-up Spotify, and the made-up ReccoBeats, as a process of its own: `./dj up --fake-spotify` starts it. What it remembers ends with it. */
const { PORT, RECCOBEATS_PORT, SPOTIFY_CLIENT_ID, SPOTIFY_CLIENT_SECRET, SPOTIFY_REDIRECT_URI } = process.env
if (!PORT || !RECCOBEATS_PORT || !SPOTIFY_CLIENT_ID || !SPOTIFY_CLIENT_SECRET || !SPOTIFY_REDIRECT_URI)
  throw new Error(
    'PORT, RECCOBEATS_PORT, SPOTIFY_CLIENT_ID, SPOTIFY_CLIENT_SECRET and SPOTIFY_REDIRECT_URI must be set',
  )

const fake = await startFakeSpotify({
  port: Number(PORT),
  clientId: SPOTIFY_CLIENT_ID,
  clientSecret: SPOTIFY_CLIENT_SECRET,
  redirectUris: [SPOTIFY_REDIRECT_URI],
})
process.stdout.write(`a made-up Spotify at ${fake.accountsUrl}; requests are held against ${fake.rules}\n`)
const reccoBeats = await startFakeReccoBeats({ port: Number(RECCOBEATS_PORT) })
process.once('SIGTERM', () => void Promise.all([fake.stop(), reccoBeats.stop()]))
