/** What fails before a procedure is reached leaves in the same shape as what fails inside one. */
import { ORPCError } from '@orpc/server';
import { AppError } from '#shared/domain/app-error.ts';
import { wordDetails } from '#shared/i18n/index.ts';
import { toApiError } from './api-error.ts';

/** Gives the interceptor for a handler of the router. */
export function inOneShape(traceId: () => string) {
  return async <Result>({ next }: { next: () => Promise<Result> }): Promise<Result> => {
    try {
      return await next();
    } catch (error) {
      const details = wordDetails('problem', { en: 'the body cannot be read', 'zh-CN': '无法读取请求内容' });
      const unreadable = new AppError('INVALID_INPUT', { details, cause: error });
      throw toApiError(error instanceof ORPCError ? error : unreadable, traceId());
    }
  };
}
