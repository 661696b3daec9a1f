/** Sends a file from the browser to the engine, and says how far it is: `fetch` cannot do the latter. */
import { AppError, deserializeError, type SerializedAppError } from '#shared/domain/app-error.ts';
import { ERROR_CODES, type ErrorCode } from '#shared/domain/error-codes.ts';
import type { FileGrantId } from '#shared/domain/ids.ts';
import type { ChosenFile } from './import-draft.ts';

/** Gives the uploaded file's grant. @throws AppError as the engine gave it, or SERVICE_UNAVAILABLE, CANCELLED. */
export function upload(file: File, onSent: (bytes: number) => void, signal: AbortSignal): Promise<ChosenFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const stop = (): void => request.abort();
    request.upload.addEventListener('progress', (event) => onSent(event.loaded));
    request.addEventListener('loadend', () => {
      signal.removeEventListener('abort', stop);
      try {
        resolve(uploadedFile(request.status, request.responseText));
      } catch (error) {
        reject(signal.aborted ? new AppError('CANCELLED') : error);
      }
    });
    request.open('POST', `/upload?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    signal.addEventListener('abort', stop);
    request.send(file);
  });
}

/** Reads the engine's answer to an upload; status 0 is no answer at all. @throws AppError */
export function uploadedFile(status: number, body: string): ChosenFile {
  if (status === 0) throw new AppError('SERVICE_UNAVAILABLE', { action: 'retry' });
  const answer = parse(body);
  if (status === 200 && isUploaded(answer)) return { fileId: answer.fileId, name: answer.name, bytes: answer.bytes };
  if (hasData(answer) && isAppError(answer.data)) throw deserializeError(answer.data);
  throw new AppError(status === 401 || status === 403 ? 'UNAUTHORISED' : 'INTERNAL');
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (error) {
    throw new AppError('SERVICE_UNAVAILABLE', { action: 'retry', cause: error });
  }
}

function isUploaded(answer: unknown): answer is { fileId: FileGrantId; name: string; bytes: number } {
  return typeof answer === 'object' && answer !== null && 'fileId' in answer && 'name' in answer && 'bytes' in answer;
}

function hasData(answer: unknown): answer is { data: unknown } {
  return typeof answer === 'object' && answer !== null && 'data' in answer;
}

function isAppError(data: unknown): data is SerializedAppError {
  return typeof data === 'object' && data !== null && 'code' in data && ERROR_CODES.includes(data.code as ErrorCode);
}
