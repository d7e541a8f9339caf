/** A voice says a sentence. */
import type { Voice } from '../catalogue/voice.js';
import type { Parts } from '../shell/view.js';
import { createOutputs } from '../sound/output.js';
import { milliseconds } from '../speak/actions.js';
import { createConversation } from '../speak/conversation/conversation.js';
import type { Report } from '../speak/conversation/report.js';
import { grantToken } from '../speak/drivers/grant-token.js';
import { driversFor } from '../speak/drivers/index.js';
import { systemTime } from '../speak/typing/system-time.js';
import { sampleText } from './sample-text.js';

export interface Trial {
  hear(voice: Voice): void;
  hush(): void;
}

/** `say` is told in words how it goes. */
export function createTrial({ about, server, key }: Parts, say: (message: string) => void): Trial {
  const [driver] = driversFor(about);
  const outputs = createOutputs();
  let trying = '';
  const conversation = createConversation({
    ...systemTime,
    connect: (choice, hear) =>
      choice.driver.connect(
        choice,
        { server, key: choice.key, WebSocket, grantToken: () => grantToken(server, choice.key ?? '') },
        hear,
      ),
    openOutput: outputs.open,
    decode: outputs.decode,
    report: (report) => tell(report),
  });

  function tell(report: Report): void {
    if (report.type === 'measured' && report.measure === 'firstAudio') {
      say(`${trying}: first audio after ${milliseconds(report.durationMs)}`);
    }
    if (report.type === 'failed') say(`${trying}: ${report.message}`);
    // A connection for every voice would stay open otherwise.
    if (report.type === 'ended') conversation.finish();
  }

  return {
    hear({ id, name, language }) {
      if (driver === undefined) return say('This server speaks no protocol that this page knows.');
      trying = name;
      const choice = { driver, key: key.value, voice: id, language: undefined, speed: 1, format: driver.formats[0]! };
      void conversation.say({ choice, tokens: [sampleText(language)], tokensPerSecond: undefined });
    },
    hush: () => void conversation.clear(),
  };
}
