export { readChinaTime, writeChinaTime } from './china-time.ts';
export { type FieldReader, type Fields, fieldReader } from './fields.ts';
export type { HttpRequest, HttpResponse, Transport } from './http.ts';
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
