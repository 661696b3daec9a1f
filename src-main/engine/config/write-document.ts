/** Writes docs/configuration.md anew: `node src-main/engine/config/write-document.ts`. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configurationDocument } from './document.ts';

const target = new URL('../../../docs/configuration.md', import.meta.url);
mkdirSync(fileURLToPath(new URL('.', target)), { recursive: true });
writeFileSync(target, configurationDocument());
