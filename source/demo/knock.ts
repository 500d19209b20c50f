import {type ClientRequest, request} from 'node:http';
import {type PortalFile, readPortalFile} from './home.ts';

const ANSWER_MS = 2000;

/** Calls a side door of a portal (see `doors.ts`); resolves with the head of the answer, rejects if there is none in two seconds. */
export function knock(
  file: PortalFile,
  method: 'GET' | 'POST',
  path: string,
): Promise<{status: number; request: ClientRequest}> {
  return new Promise((resolve, reject) => {
    const code = /\/rest\/\d+\/([^/]+)\//.exec(file.webhook)?.[1] ?? '';
    const headers = {Authorization: `Bearer ${code}`};
    const sent = request({host: '127.0.0.1', port: file.port, method, path, headers, agent: false}, answer => {
      clearTimeout(timer);
      answer.resume();
      answer.on('error', () => {});
      resolve({status: answer.statusCode ?? 0, request: sent});
    });
    const timer = setTimeout(() => sent.destroy(new Error('no answer')), ANSWER_MS);
    sent.on('error', error => {
      clearTimeout(timer);
      reject(error);
    });
    sent.end();
  });
}

/** A living portal, kept alive by us. */
export type Held = {readonly file: PortalFile; letGo(): void};

/**
 * Opens the side door that keeps the portal of a home alive. Null if there is no file, or nothing behind it that knows our secret: a pid
 * or an open port alone may be anybody's by now.
 */
export async function hold(home: string): Promise<Held | null> {
  const file = readPortalFile(home);
  if (!file) return null;
  try {
    const {status, request: open} = await knock(file, 'GET', '/demo/hold');
    if (status !== 200) {
      open.destroy();
      return null;
    }
    // Held, but not waited for: the command may end whenever it is done.
    open.socket?.unref();
    return {file, letGo: () => void open.destroy()};
  } catch {
    return null;
  }
}
