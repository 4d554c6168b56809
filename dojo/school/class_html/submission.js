const TO_READ = ["wrong", "broken", "crashed", "timed_out"]; // such katas are open at once

/** Return the row of the table in which a submission is opened. */
function detail(row) {
  const box = make("div.detail", { role: "region", "aria-label": `Submission of ${row.label}` });
  details(row).then(
    (found) => box.replaceChildren(...contents(row, found)),
    () => box.replaceChildren("This part of the file is damaged; write the report again."),
  );
  const cell = make("td", { colspan: setting.katas.length + 3 }, box);
  return make("tr.opened", { id: `row-${row.number}` }, cell);
}

function contents(row, found) {
  const facts = [...found.facts, ["Time", `${plain(found.seconds)} s`]];
  return [
    make(
      "dl.facts",
      facts.map(([key, value]) => make("div", make("dt", key), make("dd", value))),
    ),
    ...(found.problem ? [make("p.problem", found.problem)] : []),
    ...found.notes.map((note) => make("p.note-line", note)),
    ...found.katas.map((kata, index) => kataBox(row, kata, index)),
  ];
}

function kataBox(row, kata, index) {
  const state = setting.states[row.states[index]];
  const title = kataTitle(setting.katas[index], state, kata, row.passed[index]);
  if (!kata.tests.length && !kata.output) return make("div.kata-box", title);
  return make(
    "details.kata-box",
    TO_READ.includes(state.key) && { open: "" },
    make("summary", title),
    missedTests(kata.tests.filter((test) => typeof test !== "number")),
    passedTests(kata.tests.filter((test) => typeof test === "number")),
    kata.output &&
      make("details.test", make("summary", "What the code printed"), make("pre", kata.output)),
  );
}

function kataTitle({ id, title }, state, kata, passed) {
  const points = `${plain(kata.earned)} of ${plain(kata.possible)} points`;
  const tests = kata.tests.length ? `${passed} of ${kata.tests.length} tests, ` : "";
  const file = kata.file && [" · ", make("code", kata.file)];
  return [
    make(`span.s-${state.key}`, `${state.sign} `),
    make("span.kata", id.split("_")[0]),
    ` ${title}: `,
    make(`span.s-${state.key}`, state.word),
    " ",
    make("span.more", tests, points, file),
  ];
}

/** Return the tests that did not pass: the first that shows a mistake open, its fellows closed. */
function missedTests(tests) {
  const named = new Set();
  return tests.map((test) => {
    const reason = test.diagnosis || setting.tests[test.test][0].split("[")[0];
    const first = !named.has(reason);
    named.add(reason);
    return make(
      "details.test",
      first && { open: "" },
      make("summary", outcome(test.outcome), fact(test.test)),
      test.message && make("pre", test.message),
      test.diagnosis &&
        make(
          "div.mistake",
          make("b", "Mistake: ", test.diagnosis),
          test.hint && "Hint: ",
          test.hint,
        ),
      test.where && make("p", "At ", make("code", test.where)),
    );
  });
}

function passedTests(tests) {
  if (!tests.length) return null;
  const facts = tests.map((test) => make("p", fact(test)));
  return make("details.test", make("summary", outcome("passed"), `${tests.length} passed`), facts);
}

/** Return the sign of a test's outcome, and its word for those who do not see the sign. */
function outcome(name) {
  const key = { passed: "done", failed: "wrong", not_run: "ungraded" }[name] ?? name;
  const state = setting.states.find((one) => one.key === key) ?? setting.states.at(-1);
  const word = name === "passed" ? "" : `${name.replaceAll("_", " ")}: `;
  const sign = make(`span.sign.s-${state.key}`, { "aria-hidden": "true" }, state.sign);
  return [sign, make("span.hidden", word), " "];
}

function fact(index) {
  const [name, sentence] = setting.tests[index];
  return [sentence, " ", make("code", name)];
}
