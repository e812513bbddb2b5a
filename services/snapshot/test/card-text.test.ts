import { CARD_DESIGNS } from '@mooddj/shared/card'
import { LANGUAGES } from '@mooddj/shared/language'
import { createCanvas } from '@napi-rs/canvas'
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { fonts, linesOf } from './card-canvas.ts'

const SAMPLES = {
  Latin: 'AzéßŁőĳ',
  Vietnamese: 'ộữẵ',
  Greek: 'ΩμέγαἈ',
  Cyrillic: 'ЖёЇђ',
  Arabic: 'مرحباپچژگے',
  Hebrew: 'שלום',
  Devanagari: 'हिन्दीक्ष',
  Bengali: 'বাংলা',
  Gurmukhi: 'ਪੰਜਾਬੀ',
  Gujarati: 'ગુજરાતી',
  Tamil: 'தமிழ்',
  Telugu: 'తెలుగు',
  Kannada: 'ಕನ್ನಡ',
  Malayalam: 'മലയാളം',
  Thai: 'เพลงไทย',
  Georgian: 'ქართული',
  Armenian: 'Հայերեն',
  Japanese: '夜に駆けるツキ、。',
  Simplified: '月亮代表我的心龙',
  Traditional: '臺灣鬱龍',
  Korean: '밤편지뷁',
  signs: '♪★→—“”…·€№',
}
const EMOJI = ['😀', '🎉', '❤️', '👍🏽', '👩‍👩‍👧‍👦', '🇩🇪', '🌅', '🫠']

/** How a text looks, drawn with the card's fonts for `chosenBy`. */
function look(text: string, chosenBy = text): { picture: string; ink: number; colours: number } {
  const canvas = createCanvas(120, 90)
  const context = canvas.getContext('2d')
  context.font = `500 48px ${fonts.text(chosenBy)}`
  context.fillText(text, 20, 60)
  const { data } = context.getImageData(0, 0, 120, 90)
  const colours = new Set<number>()
  let ink = 0
  for (let at = 0; at < data.length; at += 4) {
    if ((data[at + 3] ?? 0) < 200) continue
    ink += 1
    colours.add(((data[at] ?? 0) << 16) | ((data[at + 1] ?? 0) << 8) | (data[at + 2] ?? 0))
  }
  return { picture: createHash('sha256').update(data).digest('hex'), ink, colours: colours.size }
}

for (const [script, sample] of Object.entries(SAMPLES)) {
  test(`${script} has a glyph of its own for each sign, never the box of a missing one`, () => {
    assert.equal(fonts.drawable(sample), sample.normalize('NFC'))
    const looks = new Set<string>()
    const signs = new Set([...new Intl.Segmenter().segment(sample)].map(({ segment }) => segment))
    for (const sign of signs) {
      const { picture, ink } = look(sign)
      assert.ok(ink > 3, `${sign} leaves ink`)
      assert.notEqual(picture, look('\u{10fffd}', sign).picture, `${sign} is no box`)
      looks.add(picture)
    }
    assert.equal(looks.size, signs.size, 'no two signs look the same')
  })
}

test('emoji are drawn in colour, each as one picture', () => {
  const looks = EMOJI.map((emoji) => look(emoji))
  for (const [index, { colours }] of looks.entries()) assert.ok(colours > 1, `${EMOJI[index]} has colours`)
  assert.equal(new Set(looks.map(({ picture }) => picture)).size, EMOJI.length)
})

test('what no font has is written in its plain form or left out, and a text of nothing else is a note', () => {
  assert.equal(fonts.drawable('𝓜𝓸𝓸𝓭 1️⃣'), 'Mood 1')
  assert.equal(fonts.drawable('calm \u{1fae9} sea 𓀀 now'), 'calm sea now')
  assert.equal(fonts.drawable('\u{10fffd}𓀀'), '♪')
  assert.equal(fonts.drawable(''), '♪')
})

test('a title can neither break the line nor turn round what stands beside it', () => {
  assert.equal(fonts.drawable('one\ntwo\u0000\u202ethree\u2067 '), 'one twothree')
})

test('nothing that a machine has installed shows: without any font on it, the text looks the same', async (t) => {
  const program = fileURLToPath(new URL('lines-look.ts', import.meta.url))
  const run = promisify(execFile)
  const args = [process.execPath, program, [...Object.values(SAMPLES), ...EMOJI].join(' ')]
  const here = await run(args[0] ?? '', args.slice(1))
  const hide = 'mount -t tmpfs none /usr/share/fonts && exec "$@"'
  const bare = await run('unshare', ['-rm', 'sh', '-c', hide, 'sh', ...args]).catch((error: unknown) => {
    t.skip(`this machine does not let a test hide its fonts: ${String(error)}`)
    return here
  })
  assert.match(here.stdout, /^[0-9a-f]{64}$/)
  assert.equal(bare.stdout, here.stdout)
})

const LONG = {
  English: 'Out of the quiet and into the bright, a long walk home past the harbour lights and back',
  Arabic:
    'أغنية طويلة جدا لا تنتهي أبدا مهما انتظرت على الشاطئ قرب أضواء الميناء حتى الصباح البعيد خلف الجبال العالية',
  'one endless word': 'Abcdefghij'.repeat(30),
  emoji: '👩‍👩‍👧‍👦'.repeat(60),
  Japanese: '静かな夜から明るい朝へ、港の灯りを過ぎて家まで続く長い散歩道'.repeat(4),
}
for (const [name, title] of Object.entries(LONG)) {
  test(`a title too long for its lines (${name}) ends in an ellipsis after a whole sign, and every text stays in the safe area`, () => {
    const tracks = Array.from({ length: 4 }, () => ({ title, artist: title }))
    for (const design of CARD_DESIGNS) {
      for (const language of LANGUAGES) {
        const lines = linesOf({ design, language, title, tracks })
        const cut = lines.filter(({ text }) => text.endsWith('…'))
        assert.equal(cut.length, 5, `${design} ${language}: the title and four tracks`)
        const whole = new Set([...new Intl.Segmenter().segment(`${title} · …`)].map(({ segment }) => segment))
        for (const { text, direction } of cut) {
          for (const { segment } of new Intl.Segmenter().segment(text)) assert.ok(whole.has(segment), segment)
          assert.equal(
            direction,
            name === 'Arabic' ? 'rtl' : name === 'emoji' && language === 'ar' ? 'rtl' : 'ltr',
          )
        }
        for (const { text, left, right, baseline } of lines) {
          assert.ok(baseline >= 250 + 20 && baseline <= 1920 - 340, `${text} stands at ${baseline}`)
          assert.ok(left >= 60 && right <= 1020, `${text} goes from ${left} to ${right}`)
        }
      }
    }
  })
}

test('a card shows mood, subtitle, title, four tracks, day and sender in the language of the listener', () => {
  const tracks = ['A', 'B', 'C', 'D'].map((title) => ({ title, artist: 'x' }))
  for (const design of CARD_DESIGNS) {
    const english = linesOf({ design, tracks })
      .map(({ text }) => text)
      .join('|')
    for (const words of [
      'Happy',
      'Starts where you are, then lifts',
      'Golden hour',
      'A · x',
      'D · x',
      'Mood DJ',
    ])
      assert.ok(english.includes(words), `${design}: ${words}`)
    assert.match(english.replaceAll('|', ' '), /22 November 2026/)
    const arabic = linesOf({ design, tracks, language: 'ar' })
      .map(({ text }) => text)
      .join(' ')
    for (const words of ['سعادة', 'تبدأ من حيث أنت', 'نوفمبر'])
      assert.ok(arabic.includes(words), `${design}: ${words}`)
  }
})

test('the day on a card is the listener’s own', () => {
  const late = { drawnAt: '2026-11-22T23:30:00.000Z' }
  const text = (timeZone: string) =>
    linesOf({ ...late, timeZone })
      .map((line) => line.text)
      .join(' ')
  assert.match(text('UTC'), /22 November/)
  assert.match(text('Asia/Tokyo'), /23 November/)
})
