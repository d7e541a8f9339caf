/** The speech itself: its waveform, its text, and what was heard of it. */
import { element } from '../shell/dom.js';
import type { Report, State } from './conversation/report.js';
import type { Heard } from './drivers/driver.js';
import { createReading } from './reading/reading.js';
import { createWaveform } from './waveform/waveform.js';

export interface Stage {
  readonly element: HTMLElement;
  show(report: Report): void;
}

const states = {
  closed: 'not connected',
  connecting: 'connecting',
  speaking: 'speaking',
  clearing: 'interrupted, waiting for the answer',
  ending: 'no more text, playing the rest',
  idle: 'connected, silent',
} satisfies Record<State, string>;

export function createStage(): Stage {
  const waveform = createWaveform();
  const reading = createReading();
  const state = element('span', { class: 'state', role: 'status' }, states.closed);
  const progress = element('span', { class: 'progress' });
  const outcome = element('div', { class: 'outcome', role: 'status' });
  let sampleRate = 24000;
  let receivedMs = 0;
  let heardMs = 0;
  let underruns = 0;
  let bytes = 0;

  function showProgress(): void {
    const gaps = underruns === 1 ? '1 gap' : `${underruns} gaps`;
    const loading = bytes > 0 && receivedMs === 0;
    progress.textContent = loading
      ? `${bytes.toLocaleString('en')} bytes here; it plays when it is complete`
      : `${seconds(heardMs)} heard of ${seconds(receivedMs)} received · ${gaps}`;
  }

  function begin(rate: number): void {
    sampleRate = rate;
    receivedMs = heardMs = underruns = bytes = 0;
    waveform.begin(rate);
    reading.begin();
    outcome.replaceChildren();
    showProgress();
  }

  function show(report: Report): void {
    switch (report.type) {
      case 'state':
        state.textContent = states[report.state];
        break;
      case 'began':
        begin(report.sampleRate);
        break;
      case 'sent':
        reading.sent(report.text);
        break;
      case 'audio':
        receivedMs += (report.samples.length * 1000) / sampleRate;
        waveform.add(report.samples);
        showProgress();
        break;
      case 'received':
        bytes = report.bytes;
        showProgress();
        break;
      case 'words':
        reading.words(report.words);
        break;
      case 'position':
        heardMs = Math.min(report.positionMs, receivedMs);
        underruns = report.underruns;
        waveform.heard(heardMs);
        reading.light(report.positionMs);
        showProgress();
        break;
      case 'ended':
        heardMs = receivedMs;
        waveform.heard(heardMs);
        reading.end();
        showProgress();
        break;
      case 'interrupted': {
        heardMs = Math.min(report.playedMs, receivedMs);
        waveform.heard(heardMs);
        waveform.cut();
        showProgress();
        outcome.replaceChildren(...interruption(reading.interrupt(report.playedMs, report.heard), report));
        break;
      }
      case 'failed':
        outcome.replaceChildren(element('p', { class: 'problem' }, report.message));
        break;
      case 'measured':
        break;
    }
  }

  showProgress();
  return {
    element: element(
      'section',
      { class: 'panel stage', 'aria-label': 'Speech' },
      element('div', { class: 'panel-head' }, state, progress),
      waveform.element,
      reading.element,
      outcome,
    ),
    show,
  };
}

function interruption(
  heard: Heard | undefined,
  { playedMs, heard: told }: Extract<Report, { type: 'interrupted' }>,
): readonly HTMLElement[] {
  const source = told === undefined ? 'estimated by the playhead' : 'as the server says';
  if (heard === undefined) {
    return [
      element(
        'p',
        {},
        `Interrupted after ${seconds(playedMs)}. Without word times nobody knows which words were heard.`,
      ),
    ];
  }
  return [
    element('p', {}, element('strong', {}, 'Heard '), `(${source}): `, quote(heard.spoken)),
    element('p', {}, element('strong', {}, 'Not heard: '), quote(heard.remaining)),
  ];
}

function quote(text: string): string {
  return text.trim() === '' ? 'nothing' : `“${text.trim()}”`;
}

function seconds(durationMs: number): string {
  return `${(durationMs / 1000).toFixed(1)} s`;
}
