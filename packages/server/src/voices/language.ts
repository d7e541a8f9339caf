/** Compares language tags the way people mean them: `en`, `en-US`, `en_us` and `EN-us` ask for the same voice. */

/** A language tag taken apart. Both parts are canonical: `zh` for `cmn`, `US` for `us`. */
export interface Language {
  readonly primary: string;
  readonly region: string | undefined;
}

/** Where a region's own accent is missing, its nearer relative is better than the language's largest region. */
const kin: Readonly<Record<string, string>> = {
  'en-AU': 'GB',
  'en-IE': 'GB',
  'en-IN': 'GB',
  'en-NZ': 'GB',
  'en-SG': 'GB',
  'en-ZA': 'GB',
  'fr-CA': 'FR',
  'pt-AO': 'PT',
  'pt-MZ': 'PT',
};

const maxTagLength = 35;

/** Reads a language tag; undefined for what is none. */
export function parseLanguage(tag: string): Language | undefined {
  if (tag.length > maxTagLength) return undefined;
  try {
    const locale = new Intl.Locale(tag.replaceAll('_', '-'));
    // Norwegian without a variety means Bokmål nearly everywhere.
    return { primary: locale.language === 'no' ? 'nb' : locale.language, region: locale.region };
  } catch {
    return undefined;
  }
}

/** How far languages are from the one that is wanted: 0 is the same; undefined, another language. */
export function distanceFrom(wanted: Language): (offered: Language) => number | undefined {
  const preferred = preferredRegions(wanted);
  return (offered) => {
    if (offered.primary !== wanted.primary) return undefined;
    const place = preferred.indexOf(offered.region);
    return place === -1 ? preferred.length : place;
  };
}

/** Whether a voice belongs into a list of that language: any region of it, or, where the list names a region, that one. */
export function belongs(wanted: Language, offered: Language): boolean {
  if (wanted.primary !== offered.primary) return false;
  return wanted.region === undefined || wanted.region === (offered.region ?? homeRegion(offered.primary));
}

/** Regions from the best to the bearable; `undefined` is a voice of the language at large. */
function preferredRegions({ primary, region }: Language): readonly (string | undefined)[] {
  const home = homeRegion(primary);
  if (region === undefined) return [undefined, home];
  const near = primary === 'es' && region !== home ? '419' : kin[`${primary}-${region}`];
  return near === undefined ? [region, undefined, home] : [region, near, undefined, home];
}

/** Where most of a language's speakers are, or its standard: US for English, ES for Spanish. */
function homeRegion(primary: string): string | undefined {
  return new Intl.Locale(primary).maximize().region;
}
