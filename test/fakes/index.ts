export type { PartialFailure, Protocol } from './act-as-platform.ts';
export { FAKES } from './all-fakes.ts';
export { bare, toJson } from './bare-numbers.ts';
export { type Bucket, createBucket } from './bucket.ts';
export { bigId, createFakeShop, type FakeShopOptions } from './create-fake-shop.ts';
export type {
  CreateFakePlatform,
  FakePlatform,
  FakePlatformOptions,
  Handled,
  Mishap,
  MishapOptions,
} from './fake-platform.ts';
export type {
  FakeChange,
  FakeListing,
  FakeOrder,
  FakeOrderLine,
  FakeShipment,
  FakeShop,
  FakeWrite,
  ShopIds,
} from './fake-shop.ts';
export { fakeTransport } from './fake-transport.ts';
export { type ShopSeed, seedShop, totalOf } from './seed-shop.ts';
export { type ServedFake, serveFake } from './serve-fake.ts';
export type { Spoil } from './spoilt.ts';
