export type { CreateFakePlatform, FakePlatform, FakePlatformOptions, Handled, Mishap } from './fake-platform.ts';
export type { FakeListing, FakeOrder, FakeOrderLine, FakeShop, FakeWrite } from './fake-shop.ts';
