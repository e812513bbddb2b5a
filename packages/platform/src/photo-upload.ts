import multipart from '@fastify/multipart'
import type { FastifyRequest } from 'fastify'
import sharp from 'sharp'
import type { App } from './app.ts'
import { defineProblem } from './problem.ts'

/** The largest upload that is taken. */
export const PHOTO_MAX_BYTES = 8 * 1024 * 1024
/** The largest picture, by its header, that is decoded. */
export const PHOTO_MAX_PIXELS = 40_000_000

export const PhotoMissing = defineProblem('PHOTO_MISSING', 'Send one picture in the field "photo".', 400)
export const MultipartExpected = defineProblem(
  'MULTIPART_EXPECTED',
  'Send the picture as multipart/form-data, in the field "photo".',
  415,
)
export const UploadMalformed = defineProblem(
  'UPLOAD_MALFORMED',
  'The form is damaged or ended too early. Send it again.',
  400,
)
export const PhotoTooLarge = defineProblem(
  'PHOTO_TOO_LARGE',
  'The picture is over 8 MB. Choose a smaller one.',
  413,
)
export const PhotoUnsupported = defineProblem(
  'PHOTO_UNSUPPORTED',
  'This is not a JPEG, PNG or WebP picture. Choose another one.',
  415,
)
export const PhotoTooManyPixels = defineProblem(
  'PHOTO_TOO_MANY_PIXELS',
  'The picture has over 40 million pixels. Choose a smaller one.',
  422,
)
export const PhotoUnreadable = defineProblem(
  'PHOTO_UNREADABLE',
  'The picture is damaged. Choose another one.',
  422,
)

/** An uploaded picture, checked by its header, and the text fields beside it. */
export interface PhotoUpload {
  photo: Buffer
  fields: Readonly<Record<string, string>>
}

/** Lets a service read uploads with {@link readPhotoUpload}. */
export async function openPhotoUploads(app: App): Promise<void> {
  await app.register(multipart, {
    limits: {
      files: 1,
      fileSize: PHOTO_MAX_BYTES,
      fields: 8,
      fieldSize: 1_024,
      fieldNameSize: 64,
      parts: 9,
      headerPairs: 32,
    },
    throwFileSizeLimit: true,
  })
}

/**
 * Reads `photo` and the text fields of a multipart request. The picture is held in memory only and is not decoded yet.
 * @throws {MultipartExpected} {@link UploadMalformed} {@link PhotoMissing} {@link PhotoTooLarge} {@link PhotoUnsupported} {@link PhotoTooManyPixels} {@link PhotoUnreadable}
 */
export async function readPhotoUpload(request: FastifyRequest): Promise<PhotoUpload> {
  const { photo, fields } = await readUpload(request)
  if (photo === undefined) throw PhotoMissing()
  return { photo, fields }
}

/**
 * Like {@link readPhotoUpload}, where the picture may be left out.
 * @throws {MultipartExpected} {@link UploadMalformed} {@link PhotoTooLarge} {@link PhotoUnsupported} {@link PhotoTooManyPixels} {@link PhotoUnreadable}
 */
export async function readUpload(
  request: FastifyRequest,
): Promise<{ photo: Buffer | undefined; fields: PhotoUpload['fields'] }> {
  if (!request.isMultipart()) throw MultipartExpected()
  const upload = await readParts(request).catch((error: unknown) => {
    // The parser's own errors (no boundary, no end) have no status: what it could not read is the caller's doing.
    if (error instanceof Error && 'statusCode' in error) throw error
    throw Object.assign(UploadMalformed(), { cause: error })
  })
  const photo = upload.photo?.byteLength === 0 ? undefined : upload.photo
  if (photo !== undefined) await checkPhoto(photo)
  return { photo, fields: upload.fields }
}

async function readParts(request: FastifyRequest) {
  let photo: Buffer | undefined
  const fields: Record<string, string> = {}
  for await (const part of request.parts()) {
    if (part.type === 'file') {
      const bytes = await part.toBuffer().catch((error: unknown) => {
        throw part.file.truncated ? PhotoTooLarge() : error
      })
      if (part.fieldname === 'photo') photo = bytes
    } else if (typeof part.value === 'string') {
      fields[part.fieldname] = part.value
    }
  }
  return { photo, fields }
}

async function checkPhoto(photo: Buffer): Promise<void> {
  const format = photoFormat(photo)
  if (format === undefined) throw PhotoUnsupported()
  const header = await sharp(photo, { limitInputPixels: false })
    .metadata()
    .catch((cause: unknown) => {
      throw Object.assign(PhotoUnreadable(), { cause })
    })
  if (header.format !== format) throw PhotoUnsupported()
  if (header.width * header.height * (header.pages ?? 1) > PHOTO_MAX_PIXELS) throw PhotoTooManyPixels()
}

/** What a picture is by its first bytes, whatever the sender calls it. */
export function photoFormat(bytes: Uint8Array): 'jpeg' | 'png' | 'webp' | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(12, bytes.byteLength)).toString('latin1')
  if (text.startsWith('\xff\xd8\xff')) return 'jpeg'
  if (text.startsWith('\x89PNG\r\n\x1a\n')) return 'png'
  if (text.startsWith('RIFF') && text.endsWith('WEBP')) return 'webp'
  return undefined
}
