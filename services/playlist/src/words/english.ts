import { keyName } from '@mooddj/engine/camelot'
import type { Weather } from '@mooddj/shared/playlist-context'
import type { Words } from './words.ts'

const SKIES: Record<Weather, string> = {
  clear: 'clear',
  cloudy: 'cloudy',
  fog: 'foggy',
  rain: 'rainy',
  snow: 'snowy',
  storm: 'stormy',
}

const INSTEAD = 'so the built-in music plays instead.'

export const ENGLISH: Words = {
  staying: {
    happy: ['Golden Hour, Held', 'Sun on Both Sides', 'Good Weather Inside', 'Wide Open Grin'],
    sad: ['Company for Blue', 'Rain on the Inside', 'Blue, and Not Alone', 'Slow Grey Light'],
    angry: ['Sparks under Glass', 'Red, on a Low Flame', 'Steam and Iron', 'Heat with the Lid On'],
    neutral: ['Level Ground', 'Even Keel', 'Middle of the Afternoon', 'Nothing to Prove'],
    surprise: ['Eyes Wide', 'Trapdoor Confetti', 'Didn’t See That Coming', 'Plot Twist Radio'],
    fear: ['A Light in the Hall', 'Held Breath, Soft Floor', 'Night-Light Signals', 'Close to the Door'],
    disgust: ['Sour Notes, Sweetly', 'Palate Cleanser', 'Bitter Lemon Hour', 'Windows Open'],
  },
  from: {
    happy: ['Bright', 'Already Sunny', 'Honey'],
    sad: ['Blue', 'Rain', 'Grey Morning'],
    angry: ['Red', 'Thunder', 'Ember'],
    neutral: ['Silver', 'Still Water', 'Plain Sky'],
    surprise: ['Flash', 'Wide Awake', 'Spark'],
    fear: ['Shadow', 'Violet', 'Night Watch'],
    disgust: ['Bitter', 'Green', 'Sour'],
  },
  towards: {
    happy: ['to Gold', 'to Sunlight', 'to Open Windows', 'to Dancing', 'to Amber'],
    calm: ['to Still Water', 'to Soft Light', 'to Slow Tide', 'to Quiet', 'to Evening Air'],
  },
  openings: {
    match: 'sits close to your mood',
    hold: 'starts where you are',
    step: 'sets out from where you are',
    arrival: 'stands where you are heading',
  },
  arrival: 'arrives where you are heading',
  evenSteps: [
    'takes you one even step on',
    'moves you along without a jump',
    'is the next step of the same size',
    'leads on as gently as planned',
    'keeps your pace along the way',
  ],
  onThePath: [
    'lies right on your path',
    'meets your path here',
    'marks this point of the way',
    'is where your path leads now',
    'fits this stretch of the way',
  ],
  stays: [
    'stays with you a little longer',
    'keeps you company where you are',
    'waits here with you',
    'lingers in the same mood',
  ],
  nearYou: [
    'keeps to your mood',
    'stays near how you feel',
    'suits the same mood',
    'holds on to this feeling',
    'rests in the same place',
  ],
  artist: ['brings another artist in', 'lets someone else play'],
  sameness: ['adds something different', 'sounds unlike the others', 'brings variety'],
  recent: ['is one you have not heard lately', 'has not played for you lately'],
  doubt: ['has a mood that is known well', 'is surely placed'],
  liked: ['you liked tracks like this', 'you liked tracks of this kind', 'you liked tracks close to it'],
  passedOver: ['you skipped what else is near more often', 'you passed over the others near here'],
  suits: ['suits', 'goes with', 'belongs to'],
  ofMoment: (suits, moment, isWelcome) =>
    `${suits} ${moment}${isWelcome ? '' : ' better than the rest near here'}`,
  brighter: ['a shade brighter', 'brighter in tone', 'a touch brighter'],
  darker: ['a shade darker', 'darker in tone', 'a touch darker'],
  livelier: ['a little livelier', 'livelier in step', 'slightly livelier', 'livelier by a notch'],
  calmer: ['a little calmer', 'calmer in step', 'slightly calmer', 'calmer by a notch'],
  energies: ['very calm', 'calm', 'steady', 'lively', 'driving'],
  tones: ['dark', 'wistful', 'even', 'warm', 'bright'],
  tempo: {
    unsure: 'seems to keep the pace',
    less: (tempo) => `changes pace less than others would, to ${tempo} BPM`,
    halfTime: (tempo) => `beats at ${tempo} BPM, about half the pulse before it`,
    doubleTime: (tempo) => `beats at ${tempo} BPM, about double the pulse before it`,
    same: (tempo) => [`keeps the same ${tempo} BPM`, `holds the beat at the same ${tempo} BPM`],
    leads: ['carries the beat', 'glides', 'follows on'],
    change: (lead, before, tempo) => `${lead} from ${before} to ${tempo} BPM`,
  },
  key: {
    unsure: 'seems to blend in key',
    same: ['stays in', 'goes on in'],
    ofSame: (lead, key) => `${lead} the same key, ${key}`,
    near: ['slips into', 'blends into', 'turns softly to'],
    ofNear: (lead, key) => `${lead} ${key}`,
    leap: (key) => `goes to ${key}, less of a leap than others`,
    name: keyName,
  },
  atTempo: (tempo) => `at ${tempo} BPM`,
  inKey: (key) => `in ${key}`,
  both: (one, other) => `${one} and ${other}`,
  comma: ', ',
  caveats: {
    recent: ', heard lately but nearer than the rest',
    far: ', the nearest there is to this point',
  },
  // With a comma before the last, too: some of the pieces have one inside.
  listed: (pieces) =>
    pieces.length < 2 ? pieces.join('') : `${pieces.slice(0, -1).join(', ')}, and ${pieces.at(-1)}`,
  sentence: ({ track, listener, listenerFirst }) => {
    const parts = listenerFirst
      ? [`${listener.join(', ')}, and it ${track}`]
      : [`it ${track}`, ...listener.map((words) => `and ${words}`)]
    const text = parts.join(', ')
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
  },
  notices: {
    'not-linked': `Your account is not linked to Spotify, ${INSTEAD} You can link it on the account page.`,
    'link-ended': `Spotify no longer lets Mood DJ use your account, ${INSTEAD} Link it again on the account page.`,
    'not-configured': `This Mood DJ is not set up for Spotify, ${INSTEAD}`,
    'rate-limited': `Spotify asked for a pause, ${INSTEAD} Try Spotify again in a minute.`,
    'quota-exceeded': `Mood DJ has used up the calls that Spotify allows in a day, ${INSTEAD} Try Spotify again tomorrow.`,
    forbidden: `Spotify did not allow this, ${INSTEAD} Linking your account anew may help.`,
    unavailable: `Spotify did not answer, ${INSTEAD} Try Spotify again later.`,
    timeout: `Spotify took too long, ${INSTEAD} Try Spotify again later.`,
    malformed: `Spotify did not understand Mood DJ, or the other way round, ${INSTEAD}`,
    'too-few': `Spotify had too few tracks for this mood, ${INSTEAD}`,
    interrupted: `The playlist could not be finished in Spotify, ${INSTEAD} Should an empty one be left there, you can delete it.`,
  },
  pendingNotice: 'Your playlist is still being made in Spotify. Look again in a minute.',
  moment: ({ daypart, weekend, weather, isDay }) => {
    // "A weekend day" says it all; of a place without a time, day and night are known by the light.
    const words = [
      weather === 'clear' && isDay ? 'sunny' : weather && SKIES[weather],
      weekend ? 'weekend' : null,
      daypart ?? (isDay === false ? 'night' : 'day'),
    ]
    const text = words.filter((word) => word !== null).join(' ')
    return `${/^[aeiou]/.test(text) ? 'an' : 'a'} ${text}`
  },
}
