import type { createAdaptorServer, HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';

/** Lets somebody write what follows the head of the answer, to its connection itself, however long that takes. */
export type HandOver = (write: () => void) => void;

type Answering = (request: Request, bindings: HttpBindings & { readonly handOver: HandOver }) => Response | Promise<Response>;
type Callback = Parameters<typeof createAdaptorServer>[0]['fetch'];

/**
 * Sends the head of an answer whose rest was handed over, with whatever every answer says, and lets go of the request: a
 * stream that stays open for hours keeps its connection and little else, where a body would go through a chain of web streams.
 */
export const handingOver =
  (fetch: Answering): Callback =>
  async (request, given) => {
    const bindings = given as HttpBindings; // There is no server of HTTP/2.
    const rest: { write?: () => void } = {};
    const response = await fetch(request, { ...bindings, handOver: (write) => void (rest.write = write) });
    // Something may still have gone wrong, which is then what is said.
    if (rest.write === undefined || response.body !== null) return response;
    const { outgoing } = bindings;
    outgoing.writeHead(response.status, [...response.headers].flat());
    outgoing.flushHeaders();
    rest.write();
    return RESPONSE_ALREADY_SENT;
  };
