import { CARD_DESIGNS, CardSchema } from '@mooddj/shared/card'
import { LANGUAGES } from '@mooddj/shared/language'
import { Type } from 'typebox'
import { type Call, IDEMPOTENCY_KEY, INVALID, PAGE, PHOTO, PHOTO_SCHEMA, TOKEN } from './call.ts'

/** Vibe Cards. */
export const CARD_CALLS: readonly Call[] = [
  {
    method: 'post',
    path: '/v1/cards',
    summary: 'Draw a Vibe Card',
    access: 'bearer',
    parameters: [IDEMPOTENCY_KEY],
    body: {
      required: true,
      content: {
        type: 'multipart/form-data',
        schema: Type.Object({
          photo: Type.Optional(PHOTO_SCHEMA),
          playlistId: Type.String(),
          design: Type.Optional(
            Type.Enum(CARD_DESIGNS, {
              default: 'neon',
              description: 'minimal shows no photo and needs none',
            }),
          ),
          language: Type.Optional(
            Type.Enum(LANGUAGES, { default: 'en', description: 'Of the card’s own words' }),
          ),
          face: Type.Optional(
            Type.String({
              description:
                'Where the face is in the upright photo, which is cut round it: left, top, width and height as shares from 0 to 1. Without it, the photo is cut to what draws the eye.',
              examples: ['0.31,0.18,0.34,0.46'],
            }),
          ),
          timeZone: Type.Optional(
            Type.String({
              default: 'UTC',
              description: 'Where the day on the card is the day',
              examples: ['Europe/Berlin', '+05:30'],
            }),
          ),
        }),
      },
    },
    answers: { 201: { description: 'The card', content: { schema: 'Card' } } },
    problems: {
      ...PHOTO,
      400: [
        'PHOTO_MISSING',
        'PLAYLIST_ID_MISSING',
        'DESIGN_UNKNOWN',
        'LANGUAGE_UNKNOWN',
        'FACE_MALFORMED',
        'TIME_ZONE_UNKNOWN',
      ],
      ...TOKEN,
      404: ['PLAYLIST_NOT_FOUND'],
      409: ['SHARE_REVOKED'],
      503: ['DRAWING_BUSY'],
    },
  },
  {
    method: 'get',
    path: '/v1/cards',
    summary: 'The own cards, newest first',
    access: 'bearer',
    parameters: PAGE,
    answers: {
      200: {
        description: 'A page',
        content: {
          schema: Type.Object({
            cards: Type.Array(CardSchema),
            nextCursor: Type.Union([Type.String(), Type.Null()]),
          }),
        },
      },
    },
    problems: { ...INVALID, ...TOKEN },
  },
  {
    method: 'delete',
    path: '/v1/cards/{id}',
    summary: 'Delete an own card, its picture with it',
    access: 'bearer',
    answers: { 204: { description: 'Deleted' } },
    problems: { ...TOKEN, 404: ['CARD_NOT_FOUND'] },
  },
  {
    method: 'get',
    path: '/v1/cards/images/{token}',
    summary:
      'The card’s picture, 1080 × 1920, for anyone who holds its address: JPEG, or PNG where `Accept` names it before JPEG',
    access: 'anyone',
    answers: {
      200: {
        description: 'The picture',
        content: { type: 'image/jpeg', schema: Type.String({ contentMediaType: 'image/jpeg' }) },
      },
    },
    problems: { 404: ['CARD_NOT_FOUND'] },
  },
]
