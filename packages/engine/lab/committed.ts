/** The figures of the whole catalogue, as `dj bench catalogue --write` left them. */
export const FIGURES_FILE = new URL('../catalogue-figures.csv', import.meta.url)
/** The trims that came of them. */
export const TRIMS_FILE = new URL('../src/trims.ts', import.meta.url)
