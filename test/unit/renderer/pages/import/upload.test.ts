import { describe, expect, it } from 'vitest';
import { AppError, serializeError } from '#shared/domain/app-error.ts';
import { isTableName } from '../../../../../shared/domain/table-files.ts';
import { uploadedFile } from '../../../../../src-renderer/pages/import/upload.ts';

function codeOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
  return 'no error';
}

describe('the answer to an upload', () => {
  it('is the grant of the file', () => {
    const body = JSON.stringify({ fileId: 'grant-123', name: 'a.csv', bytes: 5 });
    expect(uploadedFile(200, body)).toEqual({ fileId: 'grant-123', name: 'a.csv', bytes: 5 });
  });

  it('is the error that the engine gave, with its details', () => {
    const data = serializeError(new AppError('FILE_TOO_LARGE', { details: { limit: 2_000 } }));
    const body = JSON.stringify({ code: 'FILE_TOO_LARGE', data });
    expect(codeOf(() => uploadedFile(413, body))).toBe('FILE_TOO_LARGE');
  });

  it('is "not reachable" when nothing answered or something else did', () => {
    expect(codeOf(() => uploadedFile(0, ''))).toBe('SERVICE_UNAVAILABLE');
    expect(codeOf(() => uploadedFile(502, '<html>'))).toBe('SERVICE_UNAVAILABLE');
  });

  it('is "not allowed" for a browser without a right', () => {
    expect(codeOf(() => uploadedFile(401, '{}'))).toBe('UNAUTHORISED');
  });
});

describe('a file in a folder', () => {
  it('is taken by its ending', () => {
    expect(['a.csv', 'B.XLSX', 'c.xls', 'd.tsv', 'e.csv.gz', 'f.xlsm'].every(isTableName)).toBe(true);
  });

  it("is left alone when it is another program's or hidden", () => {
    expect(['~$open.xlsx', '.hidden.csv', 'photo.jpg'].some(isTableName)).toBe(false);
  });
});
