/** A line to a local server over TLS, that can be cut, or answered by somebody else as in a hotel. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';

export interface TlsLine {
  readonly url: string;
  /** What a process must trust to believe it: a file. */
  readonly certificate: string;
  cut(): Promise<void>;
  /** The network's own page answers in its place. */
  hijack(): Promise<void>;
  /** At the same address again. */
  plugIn(): Promise<void>;
}

interface Identity {
  readonly key: Buffer;
  readonly cert: Buffer;
  readonly file: string;
}

const SIGN_IN_PAGE = '<html><body><form>Sign in to the guest network</form></body></html>';

/** @param directory for its keys. @param to the port of the server behind it. */
export async function openTlsLine(directory: string, to: number): Promise<TlsLine> {
  const own = makeIdentity(directory, 'platform');
  const hotel = makeIdentity(directory, 'hotel');
  const sockets = new Set<Socket>();
  let server: Server | null = null;
  let port = 0;

  async function listen({ key, cert }: Identity, answer: (socket: Socket) => void): Promise<void> {
    server = createServer({ key, cert }, (socket) => {
      hold(socket);
      answer(socket);
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  }

  function hold(socket: Socket): void {
    sockets.add(socket);
    // Both ends are torn off when the line is cut: that is what it is for.
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  }

  async function cut(): Promise<void> {
    const closing = server;
    server = null;
    for (const socket of sockets) socket.destroy();
    if (closing) await new Promise((resolve) => closing.close(resolve));
  }

  async function plugIn(): Promise<void> {
    await cut();
    await listen(own, (socket) => {
      const behind = connect(to, '127.0.0.1');
      hold(behind);
      socket.pipe(behind).pipe(socket);
      socket.on('close', () => behind.destroy());
    });
  }

  await plugIn();
  return {
    url: `https://localhost:${port}`,
    certificate: own.file,
    cut,
    plugIn,
    async hijack() {
      await cut();
      await listen(hotel, (socket) => {
        socket.end(
          `HTTP/1.1 200 OK\r\ncontent-length: ${SIGN_IN_PAGE.length}\r\nconnection: close\r\n\r\n${SIGN_IN_PAGE}`,
        );
      });
    },
  };
}

function makeIdentity(directory: string, name: string): Identity {
  const [keyFile, file] = [join(directory, `${name}.key`), join(directory, `${name}.pem`)];
  const subject = ['-subj', `/CN=${name}`, '-addext', 'subjectAltName=DNS:localhost'];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile];
  execFileSync('openssl', ['req', '-x509', '-days', '2', ...key, ...subject, '-out', file], { stdio: 'ignore' });
  return { key: readFileSync(keyFile), cert: readFileSync(file), file };
}
