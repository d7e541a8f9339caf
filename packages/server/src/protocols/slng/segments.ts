/** The frames around the audio of a segment. A segment without audio has none. */
import { format } from './messages.js';

export interface Segments {
  /** What follows belongs to this one. Ends the one before. */
  announce(id: number): readonly string[];
  /** Audio is about to follow. */
  begin(): readonly string[];
  /** No more audio follows. */
  end(): readonly string[];
}

export function createSegments(): Segments {
  let announced: string | undefined;
  let begun: string | undefined;

  const end = () => {
    const ended = begun;
    begun = undefined;
    announced = undefined;
    return ended === undefined ? [] : [format({ type: 'segment_end', segment_id: ended })];
  };

  return {
    announce(id) {
      const ended = end();
      announced = `seg_${String(id).padStart(3, '0')}`;
      return ended;
    },
    begin() {
      if (announced === undefined) return [];
      begun = announced;
      announced = undefined;
      return [format({ type: 'segment_start', segment_id: begun })];
    },
    end,
  };
}
