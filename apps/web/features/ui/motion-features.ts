/** What moves things, in a file of its own so that nothing but this is fetched with it. */
export { domAnimation } from 'motion/react'
