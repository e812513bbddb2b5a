import type { FaceBox } from '@mooddj/card/photo-area'
import { CARD_DESIGNS, type CardDesign, CardDesignSchema } from '@mooddj/shared/card'
import { createParser } from '@mooddj/shared/codec'
import { type Language, LANGUAGES, LanguageSchema } from '@mooddj/shared/language'
import { Type } from 'typebox'
import { DesignUnknown, FaceMalformed, LanguageUnknown, TimeZoneUnknown } from './problems.ts'

const designs = createParser(CardDesignSchema)
const languages = createParser(LanguageSchema)
const Share = Type.Number({ minimum: 0, maximum: 1 })
const boxes = createParser(Type.Tuple([Share, Share, Share, Share]))

/** What a listener wants of a card, apart from the photo and the playlist. */
export interface CardWishes {
  design: CardDesign
  language: Language
  /** Where the face stands in the upright photo; undefined where the sender does not know. */
  face: FaceBox | undefined
  timeZone: string
}

/**
 * Reads the text fields of an order.
 * @throws {DesignUnknown} {@link LanguageUnknown} {@link FaceMalformed} {@link TimeZoneUnknown}
 */
export function readWishes(fields: Readonly<Record<string, string>>): CardWishes {
  const { design = 'neon', language = 'en', face, timeZone = 'UTC' } = fields
  return {
    design: orThrow(
      () => designs.parse(design),
      () => DesignUnknown(CARD_DESIGNS.join(', ')),
    ),
    language: orThrow(
      () => languages.parse(language),
      () => LanguageUnknown(LANGUAGES.join(', ')),
    ),
    face: face === undefined ? undefined : orThrow(() => readBox(face), FaceMalformed),
    timeZone: orThrow(
      () => new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone,
      TimeZoneUnknown,
    ),
  }
}

/** `x,y,width,height`, each a share of the photo's. */
function readBox(text: string): FaceBox {
  const [x, y, width, height] = boxes.parse(
    text.split(',').map((part) => (part.trim() === '' ? part : Number(part))),
  )
  if (width === 0 || height === 0) throw new RangeError('a face has a width and a height')
  return [x, y, width, height]
}

function orThrow<T>(read: () => T, problem: () => Error): T {
  try {
    return read()
  } catch (cause) {
    throw Object.assign(problem(), { cause })
  }
}
