export type { ShopLine, ShopLineOptions, ShopWork } from './caller.ts';
export { createShopContext, createShopLine } from './caller.ts';
export { type Carrier, findCarrier } from './carriers.ts';
export { readChinaTime, writeChinaTime } from './china-time.ts';
export { faultOf, type RemoteFault } from './fault-of.ts';
export { type FieldReader, type Fields, fieldReader } from './fields.ts';
export type { HttpRequest, HttpResponse, Transport } from './http.ts';
export { createHttpTransport, type HttpTransportOptions } from './http-transport.ts';
export { readJson, readRetryAfter } from './json-answer.ts';
export { knownCurrency, knownTimeZone } from './known-codes.ts';
export { type CountedPage, readLastPageFirst } from './last-page-first.ts';
export { parseLossless } from './lossless-json.ts';
export type {
  Page,
  PageRequest,
  RemoteContact,
  RemoteListing,
  RemoteOrder,
  RemoteOrderLine,
  RemoteShipment,
  RemoteTracking,
  RemoteVersion,
  ShopInfo,
} from './model.ts';
export type {
  Capabilities,
  CredentialField,
  FaultRule,
  FreshTokens,
  Platform,
  PlatformApi,
  PlatformContext,
  PlatformName,
  PushCapability,
  Reading,
  ShopAccess,
  StreamCapability,
  WebhookHint,
  WebhookReader,
} from './platform.ts';
export { PLATFORM_NAMES } from './platform.ts';
export type {
  FulfilmentPush,
  OrderNotePush,
  PricePush,
  PushItem,
  PushKind,
  PushOutcome,
  StockPush,
  TitlePush,
} from './push.ts';
export { done, oneByOne, type PushOf, pushByKind, type Senders, wholeCents, wholePieces } from './push-by-kind.ts';
export { groupBy, pushGroups } from './push-groups.ts';
export type { ShopTokens } from './shop-tokens.ts';
export { versionOf } from './version-of.ts';
export { inclusiveSeconds } from './whole-seconds.ts';
