import type { Texts } from '../../text/texts.ts';
import type { SelfFacts } from '../../self/facts.ts';

/** What a client reported about its own machine, in sentences; empty where it reported nothing. */
export function tellSelf(
  self: SelfFacts | undefined,
  texts: { readonly self: Texts['self']; readonly errorCode: (code: string) => string },
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
