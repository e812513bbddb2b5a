/** The one of `@mooddj/setup`, so that what it throws is shown to a person as ours is. */
export { PlainError } from '@mooddj/setup/plain-error'
