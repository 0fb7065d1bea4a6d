import type { MetricFamily } from './family.ts';

/**
 * Names and meanings never change, as dashboards and alerts know them. English in every language:
 * node_exporter refuses two files that describe one metric in different words.
 */
export const METRICS = {
  runInfo: {
    name: 'ccm_preflight_run_info',
    help: 'The last run: version of the tool, where it stood, and the site.',
  },
  finished: {
    name: 'ccm_preflight_run_timestamp_seconds',
    help: 'When the last run ended, in seconds since 1970.',
  },
  duration: {
    name: 'ccm_preflight_run_duration_seconds',
    help: 'How long the last run took.',
  },
  complete: {
    name: 'ccm_preflight_run_complete',
    help: '1 where the last run looked at all its clients, 0 where it was stopped before.',
  },
  exitCode: {
    name: 'ccm_preflight_exit_code',
    help: 'Exit code of the last run, as far as the report decides it: 0 nothing breaks, 1 a method breaks, 3 no client is ready or too many could not be looked at; with --audit 1 too where a flow is open that is expected to be closed, and 3 where that is not proven.',
  },
  clients: { name: 'ccm_preflight_clients', help: 'Clients that were looked at.' },
  noAnswer: {
    name: 'ccm_preflight_clients_without_answer',
    help: 'Clients of which nothing answered at all.',
  },
  unchecked: {
    name: 'ccm_preflight_clients_unchecked',
    help: 'Clients for which all that was looked at ended in an error of this machine or its name service.',
  },
  readyClients: {
    name: 'ccm_preflight_method_ready_clients',
    help: 'Clients that are ready for a method, as far as can be seen from where the run stood.',
  },
  doubtfulClients: {
    name: 'ccm_preflight_method_doubtful_clients',
    help: 'Clients for which nothing blocks a method, but it is likely to hang or fail.',
  },
  methodClients: {
    name: 'ccm_preflight_method_clients',
    help: 'Clients for which a method has a verdict.',
  },
  requirementClients: {
    name: 'ccm_preflight_requirement_clients',
    help: 'Clients for which a requirement has an outcome.',
  },
  auditClients: {
    name: 'ccm_preflight_expected_closed_clients',
    help: 'Clients of which a flow that is expected to be closed was found open, closed, not proven, or is looked at from the other end.',
  },
  locationClients: {
    name: 'ccm_preflight_location_clients',
    help: 'Clients at a location (their boundary groups; empty where they are in none, or none is known) by how it stands for a method, as far as can be seen from where the run stood.',
  },
  perClient: {
    name: 'ccm_preflight_per_client_metrics',
    help: '1 where metrics of each client follow, 0 where there are too many clients and only sums are given.',
  },
  verdict: {
    name: 'ccm_preflight_verdict',
    help: 'Always 1; the label says the verdict of a method for a client. Other verdicts are left out.',
  },
  readiness: {
    name: 'ccm_preflight_readiness',
    help: 'Always 1; the label says whether a client is ready for a method, in doubt or not ready, as far as can be seen from where the run stood.',
  },
  outcome: {
    name: 'ccm_preflight_requirement_outcome',
    help: 'Always 1; the label says the outcome of a requirement for a client. Other outcomes, and requirements that this end cannot look at, are left out.',
  },
  roundTrip: {
    name: 'ccm_preflight_round_trip_seconds',
    help: 'First round trip (TCP handshake, echo) to what decided a requirement, where there was one.',
  },
  certificate: {
    name: 'ccm_preflight_certificate_expiry_timestamp_seconds',
    help: 'When the certificate that a server showed ends, in seconds since 1970; of several the first.',
  },
} as const satisfies Record<string, MetricFamily>;
