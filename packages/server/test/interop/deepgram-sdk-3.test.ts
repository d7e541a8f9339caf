/** Deepgram's SDK for JavaScript, version 3, unmodified. */

import { legacySdkSuite } from '../support/legacy-sdk-suite.js';

legacySdkSuite('deepgram-sdk-3');
