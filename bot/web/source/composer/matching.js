/** Which topics fit what is being typed. Pure: it makes no elements. */

const SHORTEST = 2;
const LONGEST = 40;
const MOST = 6;

/**
 * @param {string} typed
 * @param {{title: string, called: string[]}[]} topics `called`: other words for the topic
 * @returns {{title: string}[]} at most six, the best first: those whose title begins so, then those with a word that does.
 *   None for less than two characters, more than forty, or a topic's whole title.
 */
export function matching(typed, topics) {
  const wanted = plain(typed);
  if (wanted.length < SHORTEST || typed.length > LONGEST || typed.includes("\n")) return [];
  if (topics.some(({ title }) => plain(title) === wanted)) return [];
  return topics
    .map((topic) => ({ topic, rank: rank(wanted, topic) }))
    .filter(({ rank: found }) => found > 0)
    .sort((one, other) => other.rank - one.rank)
    .slice(0, MOST)
    .map(({ topic }) => topic);
}

function rank(wanted, { title, called }) {
  const named = plain(title);
  if (named.startsWith(wanted)) return 3;
  if (` ${named}`.includes(` ${wanted}`)) return 2;
  return called.some((name) => ` ${plain(name)}`.includes(` ${wanted}`)) ? 1 : 0;
}

function plain(text) {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}
