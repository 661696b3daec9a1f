export { createFakeShopify } from './fake-shopify.ts';
