export { WarmupPage } from './warmup-page.tsx';
