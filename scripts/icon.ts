/** Draws resources/icons/icon.png from icon.svg: `node scripts/icon.ts`, after the drawing was changed. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { CHROMIUM_ARGUMENTS, findChromium } from './chromium.ts';
import { root } from './project.ts';

/** What the installers of macOS want; the others make smaller ones from it. */
const PIXELS = 512;

const executablePath = findChromium();
if (executablePath === null) throw new Error('Chromium is needed to draw the icon.');
const folder = join(root, 'resources', 'icons');
const browser = await chromium.launch({ executablePath, args: [...CHROMIUM_ARGUMENTS] });
const page = await browser.newPage({ viewport: { width: PIXELS, height: PIXELS } });
await page.setContent(`<body style="margin:0">${readFileSync(join(folder, 'icon.svg'), 'utf8')}</body>`);
writeFileSync(join(folder, 'icon.png'), await page.screenshot({ omitBackground: true }));
await browser.close();
