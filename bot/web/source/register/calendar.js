/** The sessions of a register as tables: a row a week, a cell a session with its code, coloured by what it counts as. */
import { element, freshId } from "../dom.js";
import { filled, words } from "../words.js";
import { NO_SESSION, parts, shortDay } from "./reading.js";

/**
 * @param {Record<string, string>} weeks the contract's `calendar`
 * @param {Record<string, number>} counts how often each code is there
 * @returns {HTMLElement}
 */
export function calendar(weeks, counts) {
  const title = freshId("calendar");
  return element(
    "figure.calendar",
    {},
    element("figcaption", {}, element("h3.govuk-heading-s", { id: title }, words.calendar), element("p.govuk-hint", {}, words.calendar_how)),
    groups(counts),
    element("div.calendar-parts", { role: "group", "aria-labelledby": title, tabindex: 0 }, ...parts(weeks).map(table)),
    legend(counts),
  );
}

function table({ name, days, months }) {
  const named = words.weekdays.slice(0, days);
  return element(
    "table.sessions",
    {},
    element("caption", {}, name),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        element("th", { scope: "col", rowspan: 2 }, hidden(words.week_of)),
        ...named.map((day) => element("th", { scope: "colgroup", colspan: 2 }, element("abbr", { title: day }, day.slice(0, days > 5 ? 2 : 3)))),
      ),
      element("tr.halves", {}, ...named.flatMap((day) => words.halves.map((half) => element("th", { scope: "col" }, hidden(`${day} ${half}`))))),
    ),
    ...months.map((month) => monthOf(month, days)),
  );
}

function monthOf({ name, weeks }, days) {
  const heading = element("th", { scope: "rowgroup", colspan: 2 * days + 1 }, name);
  return element("tbody", {}, element("tr.month", {}, heading), ...weeks.map((week) => weekOf(week, days)));
}

function weekOf({ monday, marks }, days) {
  const all = Array.from({ length: 2 * days }, (_, place) => session(marks[place] ?? NO_SESSION));
  return element("tr", {}, element("th", { scope: "row" }, shortDay(monday)), ...all);
}

function session(mark) {
  if (mark === NO_SESSION) return element("td");
  const [group, meaning] = words.register_codes[mark];
  const late = mark === "L" ? ".session-late" : "";
  return element(`td.session.session-${group}${late}`, {}, ...code(mark, meaning));
}

/** A code to be seen, and its meaning to be heard. */
function code(mark, meaning) {
  return [element("span", { "aria-hidden": "true" }, mark), hidden(meaning)];
}

function hidden(text) {
  return element("span.govuk-visually-hidden", {}, text);
}

function used(counts) {
  return Object.keys(words.register_codes).filter((mark) => counts[mark]);
}

/** What the colours mean, each with how many sessions have it. */
function groups(counts) {
  const of = (group) => used(counts).filter((mark) => words.register_codes[mark][0] === group);
  const sum = (marks) => marks.reduce((total, mark) => total + counts[mark], 0);
  const item = ([group, name]) => {
    const marks = of(group);
    if (!marks.length) return null;
    const swatch = element(`span.session.session-${group}.swatch`, { "aria-hidden": "true" }, marks[0]);
    return element("li", {}, swatch, filled(words.sessions_counted, { name, count: sum(marks) }));
  };
  return element("ul.swatches", {}, ...Object.entries(words.register_groups).map(item));
}

/** What the codes mean. */
function legend(counts) {
  const row = (mark) => {
    const [group, meaning] = words.register_codes[mark];
    return element(
      "tr",
      {},
      element("th", { scope: "row" }, element(`span.session.session-${group}.swatch`, {}, mark)),
      element("td", {}, meaning),
      element("td", {}, String(counts[mark])),
    );
  };
  return element(
    "details.govuk-details",
    {},
    element("summary.govuk-details__summary", {}, element("span.govuk-details__summary-text", {}, words.codes)),
    element(
      "div.govuk-details__text",
      {},
      element(
        "table.codes",
        {},
        element("thead", {}, element("tr", {}, ...words.codes_columns.map((name) => element("th", { scope: "col" }, name)))),
        element("tbody", {}, ...used(counts).map(row)),
      ),
    ),
  );
}

