import type {IncomingMessage, ServerResponse} from 'node:http';

/**
 * The side doors of a portal that runs in a process of its own, for our own commands only: they need the secret and are no part of
 * Bitrix24. `POST /demo/reset` starts the company anew; `GET /demo/hold` stays open and keeps the portal alive as long as it is.
 */
export type Doors = {
  /** Commands that hold the portal open at the moment. */
  readonly holders: number;
  open(path: string, request: IncomingMessage, response: ServerResponse): boolean;
};

export function sideDoors(secret: string, reset: () => void): Doors {
  let holders = 0;
  return {
    get holders() {
      return holders;
    },
    open: (path, request, response) => {
      if (path !== '/demo/reset' && path !== '/demo/hold') return false;
      if (request.headers.authorization !== `Bearer ${secret}`) {
        response.writeHead(403).end();
        return true;
      }
      if (path === '/demo/reset') {
        reset();
        response.writeHead(204).end();
        return true;
      }
      holders += 1;
      response.on('close', () => {
        holders -= 1;
      });
      response.writeHead(200, {'Content-Type': 'text/plain'});
      response.write('held\n');
      return true;
    },
  };
}
