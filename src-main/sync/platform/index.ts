export type { ShopLine, ShopLineOptions, ShopWork } from './caller.ts';
export { createShopContext, createShopLine } from './caller.ts';
export { type Carrier, findCarrier } from './carriers.ts';
export { readChinaTime, writeChinaTime } from './china-time.ts';
export { contactOf } from './contact.ts';
export { faultOf, type RemoteFault } from './fault-of.ts';
export { type FieldReader, type Fields, fieldReader } from './fields.ts';
export type { HttpRequest, HttpResponse, Transport } from './http.ts';
export { createHttpTransport, type HttpTransportOptions } from './http-transport.ts';
export { readJson, readRetryAfter } from './json-answer.ts';
export { knownCurrency, knownTimeZone } from './known-codes.ts';
export { type CountedPage, countedPage, readLastPageFirst, type SaidPage } from './last-page-first.ts';
export { lineAmount } from './line-amount.ts';
export { parseLossless } from './lossless-json.ts';
export type {
  Listed,
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
  UnreadItem,
} from './model.ts';
export { orNull } from './or-null.ts';
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
export { type Naming, readAlone, readEach, readNamed, readWithin } from './read-each.ts';
export { readParts } from './read-parts.ts';
export { type Refusal, refusal } from './refusal.ts';
export type { ShopTokens } from './shop-tokens.ts';
export { readCalendar, soundTime } from './sound-time.ts';
export { listingsOfProducts, readVariantId, variantIdOf } from './variant-id.ts';
export { versionOf } from './version-of.ts';
export { inclusiveSeconds } from './whole-seconds.ts';
