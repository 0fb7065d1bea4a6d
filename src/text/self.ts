import type { ListeningFacts, ProfileFacts, SelfFacts } from '../self/facts.ts';

/** What a client told of itself, in sentences. */
export interface SelfTexts {
  /** That this is no proof. */
  readonly heading: string;
  readonly listening: (listening: ListeningFacts) => string;
  /** One sentence for each profile in use. */
  readonly profile: (profile: ProfileFacts) => string;
  /** Nothing is known of the firewall. */
  readonly noFirewall: (why: string) => string;
}

/** All that is told of a client by itself; nothing where it told nothing. */
export function tellSelf(
  self: SelfFacts | undefined,
  texts: { readonly self: SelfTexts; readonly errorCode: (code: string) => string },
): readonly string[] {
  if (self === undefined) return [];
  const { listening, firewall } = self;
  return [
    ...listening.map((each) => texts.self.listening(each)),
    ...(firewall === null
      ? []
      : firewall.kind === 'told'
        ? firewall.profiles.map((profile) => texts.self.profile(profile))
        : [texts.self.noFirewall(texts.errorCode(firewall.code))]),
  ];
}
