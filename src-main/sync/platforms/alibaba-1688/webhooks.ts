/** Messages that 1688 posts: a form with the message as JSON and its signature. They come twice, and in any order. */
import { AppError } from '#shared/domain/app-error.ts';
import { parseLossless, type WebhookHint, type WebhookReader } from '../../platform/index.ts';
import { read } from './request.ts';
import { isSigned } from './signing.ts';

export const webhooks1688: WebhookReader = {
  read({ body }, { credentials }) {
    const form = new URLSearchParams(body ?? '');
    const message = form.get('message') ?? '';
    const signature = form.get('_aop_signature') ?? '';
    if (!isSigned({ message }, credentials.appSecret ?? '', signature)) {
      throw new AppError('UNAUTHORISED', { details: { platform: '1688' } });
    }
    return readMessage(message);
  },
};

/** @throws AppError PLATFORM_UNREADABLE where a signed message is none. */
function readMessage(message: string): WebhookHint {
  let said: unknown;
  try {
    said = parseLossless(message);
  } catch (cause) {
    throw new AppError('PLATFORM_UNREADABLE', { details: { platform: '1688' }, cause });
  }
  const { msgId, type, data } = read.fields(said);
  const about = aboutOf(read.text(type) ?? '');
  return {
    deliveryId: read.id(msgId, 'msgId'),
    about,
    orderNumber: about === 'orders' ? read.text(read.fields(data).orderId) : null,
  };
}

function aboutOf(type: string): WebhookHint['about'] {
  if (type.startsWith('ORDER_') || type.startsWith('LOGISTICS_')) return 'orders';
  return type.startsWith('PRODUCT_') ? 'listings' : 'other';
}
