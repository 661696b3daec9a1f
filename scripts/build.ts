/** `npm run build`: main, preload and renderer into out/. */
import { build } from './build-state.ts';

process.exitCode = await build();
