export { createFakeAliexpress } from './fake-aliexpress.ts';
