/** A `ws` WebSocket that lets its owner say how it ends. */

import { WebSocket } from 'ws';

/** Who is asked when the library itself wants to close. */
export interface CloseHandler {
  /** The client broke the framing, or one of our limits. `code` is 1002, 1007, 1008 or 1009. The handler closes. */
  onFault(code: number): void;
  /** The client sent a close frame, which the library answers. */
  onClosing(): void;
}

export class CarriedWebSocket extends WebSocket {
  closeHandler: CloseHandler | undefined;

  /**
   * The library closes on its own in two cases, and both come through here. On a client's fault it passes a code and no
   * reason, before it emits `error`: the only moment at which the close frame can still carry the protocol's words. To a
   * client's close frame it answers with what the client sent: a code and a Buffer, or nothing at all. We always give
   * both a code and a string.
   */
  override close(code?: number, reason?: string | Buffer): void {
    const open = this.readyState === WebSocket.OPEN;
    const handler = this.closeHandler;
    if (open && handler !== undefined && code !== undefined && reason === undefined) {
      handler.onFault(code);
      return;
    }
    if (open && typeof reason !== 'string') handler?.onClosing();
    super.close(code, reason);
  }
}
