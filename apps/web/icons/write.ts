import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { drawIcon, ICONS, WEB_FOLDER } from './icons.ts'

// Draws the page's icons anew after a change of app/icon.svg: pnpm --filter @mooddj/web icons
for (const [path, icon] of Object.entries(ICONS)) writeFileSync(join(WEB_FOLDER, path), await drawIcon(icon))
