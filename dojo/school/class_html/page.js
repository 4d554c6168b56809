// The page is whole without this: it closes what can be opened, filters, and sorts.
const $ = (id) => document.getElementById(id);
const bodies = [...$("table").tBodies];
const heads = [...$("table").tHead.rows[0].cells];
const numbers = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const said = (body, column) => body.rows[0].cells[column].textContent;
const lines = (text) => (text ? text.split("\n") : []);

function toggle(body, open) {
  body.rows[1].hidden = !open;
  body.querySelector("button").setAttribute("aria-expanded", open);
}

function fits(body) {
  const [state, mistake] = [$("state").value, $("mistake").value];
  return (
    said(body, 0).toLowerCase().includes($("search").value.trim().toLowerCase()) &&
    (!state || lines(body.dataset.states).includes(state)) &&
    (!mistake || lines(body.dataset.mistakes).includes(mistake))
  );
}

function filter() {
  for (const body of bodies) body.hidden = !fits(body);
  const left = bodies.filter((body) => !body.hidden).length;
  $("count").textContent = `${left} of ${bodies.length} submissions`;
}

function sort(head) {
  const column = heads.indexOf(head);
  const was = head.getAttribute("aria-sort");
  const down = was ? was === "ascending" : column > 0; // numbers begin with the largest
  for (const each of heads) each.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", down ? "descending" : "ascending");
  const compare = (a, b) =>
    (down ? -1 : 1) * numbers.compare(said(a, column), said(b, column)) ||
    numbers.compare(said(a, 0), said(b, 0));
  $("table").append(...bodies.sort(compare));
}

const states = new Set(bodies.flatMap((body) => lines(body.dataset.states)));
for (const state of [...states].sort()) $("state").add(new Option(state, state));
for (const body of bodies) {
  toggle(body, false);
  body.querySelector("button").onclick = () => toggle(body, body.rows[1].hidden);
}
for (const head of heads) head.querySelector("button").onclick = () => sort(head);
for (const button of document.querySelectorAll("[data-mistake]"))
  button.onclick = () => {
    $("mistake").value = button.dataset.mistake;
    filter();
    $("submissions").scrollIntoView();
  };
$("filters").oninput = $("filters").onchange = filter;
$("filters").onsubmit = (event) => event.preventDefault();
$("filters").onreset = () => setTimeout(filter);
sort(heads[0]);
