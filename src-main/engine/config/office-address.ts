/** One text says where the head office's PostgreSQL is. A password never stands in it, so that it may be shown. */
import { AppError } from '#shared/domain/app-error.ts';

export interface OfficeLocation {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** Empty: said apart. */
  readonly user: string;
}

const ADDRESS =
  /^postgres(?:ql)?:\/\/(?:([^/@:]+)@)?(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_.-]+)(?::(\d{1,5}))?(?:\/([^/?#]*))?$/;

export function isOfficeAddress(text: string): boolean {
  return parse(text) !== null;
}

/** @throws AppError CONFIG_INVALID for what is no address. */
export function officeLocation(text: string): OfficeLocation {
  const location = parse(text);
  if (location) return location;
  throw new AppError('CONFIG_INVALID', { details: { file: 'office.url', problem: 'not an address of PostgreSQL' } });
}

function parse(text: string): OfficeLocation | null {
  const match = ADDRESS.exec(text);
  if (!match) return null;
  const [, user = '', host = '', port = '5432', database = ''] = match;
  if (Number(port) < 1 || Number(port) > 65_535) return null;
  try {
    return {
      host: host.replace(/^\[|\]$/g, ''),
      port: Number(port),
      database: decodeURIComponent(database) || 'postgres',
      user: decodeURIComponent(user),
    };
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}
