const PAGE = 100; // rows shown at once
const LEADING = 3; // columns before the katas: student, score, done
const BADGES = { ungradable: "not gradable", missing: "nothing submitted" };
const NOT_RUN = ["not_submitted", "ungraded"];
const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const opened = new Set(); // rows

let shown = []; // the rows that the filters let through, in order
let page = 0;
let order = { column: 0, sign: 1 };

function byName(a, b) {
  return collator.compare(a.label, b.label) || a.number - b.number;
}

function compare(a, b) {
  const kata = order.column - LEADING;
  const keys = [byName, (a, b) => a.score - b.score, (a, b) => a.done - b.done];
  const byKata = (a, b) => a.passed[kata] - b.passed[kata] || b.states[kata] - a.states[kata];
  return order.sign * (keys[order.column] ?? byKata)(a, b) || byName(a, b);
}

function matches(row) {
  const [kata, state, mistake] = ["kata", "state", "mistake"].map((id) => $(id).value);
  if (!row.text.includes($("search").value.trim().toLowerCase())) return false;
  if (mistake && !row.mistakes.includes(Number(mistake))) return false;
  if (state in BADGES) return row.status === state;
  if (state === "notes") return row.notes > 0;
  const states = kata ? [row.states[kata]] : row.states;
  return !state || states.includes(Number(state));
}

function choose() {
  shown = rows.filter(matches).sort(compare);
  page = 0;
  render();
}

/** Show a page of the table, or, for the printer, everything. */
function render(everything = false) {
  const from = everything ? 0 : page * PAGE;
  const to = everything ? shown.length : Math.min(from + PAGE, shown.length);
  const lines = shown
    .slice(from, to)
    .flatMap((row) => (opened.has(row) ? [line(row), detail(row)] : [line(row)]));
  $("table").tBodies[0].replaceChildren(...lines);
  const all = shown.length === rows.length;
  const count = `${all ? "All " : `${plain(shown.length)} of `}${plain(rows.length)} submissions`;
  $("count").textContent = rows.length ? count : "There are no submissions.";
  $("page").textContent = `${plain(from + 1)}–${plain(to)} of ${plain(shown.length)}`;
  $("pages").hidden = shown.length <= PAGE;
  $("previous").disabled = from === 0;
  $("next").disabled = to === shown.length;
}

function line(row) {
  const open = { "aria-expanded": opened.has(row), "aria-controls": `row-${row.number}` };
  const button = make("button", { type: "button" }, open, names(row), badge(row));
  button.addEventListener("click", () => toggle(row, button));
  return make(
    "tr.row",
    make("th.who", { scope: "row" }, button),
    make("td", gauge(row.score / setting.possible), make("span.amount", plain(row.score))),
    make("td", `${row.done}`, make("span.hidden", ` of ${row.states.length} katas done`)),
    row.states.map((state, kata) => cell(setting.states[state], row.passed[kata], kata)),
  );
}

function names(row) {
  const id = row.name && row.student !== row.name && make("span.id", row.student);
  return make("span.names", make("span", row.label), id);
}

function badge(row) {
  if (row.status in BADGES) return make("span.badge", BADGES[row.status]);
  return (
    row.notes > 0 && make("span.badge.note", row.notes === 1 ? "1 note" : `${row.notes} notes`)
  );
}

function cell(state, passed, index) {
  const { title, total } = setting.katas[index];
  return make(
    `td.s-${state.key}`,
    { title: `${title}: ${state.word}, ${passed} of ${total} tests passed` },
    NOT_RUN.includes(state.key) ? "" : `${passed} `,
    make("span.sign", { "aria-hidden": "true" }, state.sign),
    make("span.hidden", state.word),
  );
}

function gauge(share) {
  const picture = $("gauge").content.cloneNode(true);
  const width = Math.min(Math.max(share || 0, 0), 1) * 100;
  picture.querySelector("rect").setAttribute("width", `${width}%`);
  return picture;
}
