export const MARKDOWN = {
  columns: {
    client: 'client',
    method: 'method',
    verdict: 'verdict',
    here: 'as far as seen from here',
    explanation: 'why',
    flow: 'flow',
    where: 'where',
    seen: 'seen',
  },
};
