import type { Method } from '../../catalogue/vocabulary.ts';
import {
  EFFECT_METHODS,
  type SelfEffect,
  effectsOfClient,
  effectsOfClock,
  effectsOfProxy,
  effectsOfService,
} from '../../judge/self-effects.ts';
import { isOff } from '../../judge/clock.ts';
import type {
  ClockFacts,
  InstalledClientFacts,
  SelfFacts,
  ServiceFacts,
  WinHttpProxyFacts,
} from '../../self/facts.ts';
import type { Texts } from '../../text/texts.ts';
import type { ClientEntry } from '../model/report.ts';

type SelfTexts = Pick<Texts, 'self' | 'errorCode' | 'sentences'>;

/**
 * What a client reported about its own machine, a fact a line, with what it means for the methods that
 * apply to it; empty where it reported nothing.
 */
export function tellSelf(
  { self, methods }: Pick<ClientEntry, 'self' | 'methods'>,
  texts: SelfTexts,
): readonly string[] {
  if (self === undefined) return [];
  const applying = methods.flatMap(({ method, verdict }) =>
    verdict === 'not-applicable' ? [] : [method],
  );
  const told = (fact: string, effects: readonly SelfEffect[]): string =>
    texts.sentences([fact, ...effects.flatMap((effect) => tellEffect(effect, applying, texts))]);
  const { listening, winHttpProxy: proxy, installedClient: client, clock } = self;
  return [
    ...listening.map((each) => texts.self.listening(each)),
    ...tellFirewall(self, texts),
    ...(proxy === undefined ? [] : [told(tellProxy(proxy, texts), effectsOfProxy(proxy))]),
    ...servicesTold(self).map((service) =>
      told(tellService(service, texts), effectsOfService(service)),
    ),
    ...(client === undefined ? [] : [told(tellClient(client, texts), effectsOfClient(client))]),
    ...(clock === undefined ? [] : [told(tellClock(clock, texts), effectsOfClock(clock))]),
  ];
}

function tellFirewall({ firewall }: SelfFacts, texts: SelfTexts): readonly string[] {
  if (firewall === null) return [];
  return firewall.kind === 'told'
    ? firewall.profiles.map((profile) => texts.self.profile(profile))
    : [texts.self.noFirewall(texts.errorCode(firewall.code))];
}

function tellProxy(proxy: WinHttpProxyFacts, { self, errorCode }: SelfTexts): string {
  switch (proxy.kind) {
    case 'direct':
      return self.noProxy;
    case 'proxy':
      return self.proxy(proxy.servers, proxy.exempt);
    case 'unknown':
      return self.proxyUnknown(errorCode(proxy.code));
  }
}

/** Leaves out services of the client and of an installation that are missing: alone that means nothing. */
function servicesTold({ services = [], installedClient }: SelfFacts): readonly ServiceFacts[] {
  return services.filter(({ name, status }) => {
    switch (name) {
      case 'BITS':
      case 'Winmgmt':
        return true;
      case 'CcmExec':
        return status.kind !== 'absent' || installedClient?.kind === 'installed';
      case 'ccmsetup':
        return status.kind !== 'absent';
    }
  });
}

function tellService({ name, status }: ServiceFacts, { self, errorCode }: SelfTexts): string {
  switch (status.kind) {
    case 'told': {
      const { state, start } = status;
      return start.kind === 'told'
        ? self.service(name, state, start.type)
        : self.serviceStartUnknown(name, state, errorCode(start.code));
    }
    case 'absent':
      return self.serviceAbsent(name);
    case 'unknown':
      return self.serviceUnknown(name, errorCode(status.code));
  }
}

function tellClient(client: InstalledClientFacts, { self, errorCode }: SelfTexts): string {
  switch (client.kind) {
    case 'installed':
      return self.client(client.version, client.siteCode);
    case 'none':
      return self.noClient;
    case 'unknown':
      return self.clientUnknown(errorCode(client.code));
  }
}

function tellClock(clock: ClockFacts, { self }: SelfTexts): string {
  const { aheadSeconds, servers } = clock;
  return isOff(clock) ? self.clockOff(aheadSeconds, servers) : self.clock(servers);
}

function tellEffect(
  effect: SelfEffect,
  applying: readonly Method[],
  { self }: SelfTexts,
): readonly string[] {
  const concerned: readonly Method[] = EFFECT_METHODS[effect];
  const methods = applying.filter((method) => concerned.includes(method));
  if (methods.length === 0) return [];
  const isForAll = methods.length > 1 && methods.length === applying.length;
  return [isForAll ? self.meansForAll(effect) : self.means(methods, effect)];
}
