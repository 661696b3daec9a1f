export { CachePage } from './cache-page.tsx';
