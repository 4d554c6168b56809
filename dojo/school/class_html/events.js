function toggle(row, button) {
  const open = !opened.delete(row);
  if (open) opened.add(row);
  button.setAttribute("aria-expanded", open);
  if (open) button.closest("tr").after(detail(row));
  else $(`row-${row.number}`).remove();
}

function sortBy(column, header) {
  const first = column === 0 ? 1 : -1; // names from A, numbers from the top
  order = { column, sign: order.column === column ? -order.sign : first };
  for (const other of header.parentElement.cells) other.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", order.sign > 0 ? "ascending" : "descending");
  choose();
}

function turn(by) {
  page += by;
  render();
  $("scroll").scrollIntoView();
}

function showMistake(index) {
  $("filters").reset();
  $("mistake").value = index;
  choose();
  $("submissions").scrollIntoView();
  $("submissions").focus({ preventScroll: true });
}

function listen() {
  [...$("table").tHead.rows[0].cells].forEach((header, column) => {
    header.querySelector("button").addEventListener("click", () => sortBy(column, header));
  });
  $("search").addEventListener("input", choose);
  for (const id of ["kata", "state", "mistake"]) $(id).addEventListener("change", choose);
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("filters").addEventListener("reset", () => setTimeout(choose)); // once the fields are empty
  $("previous").addEventListener("click", () => turn(-1));
  $("next").addEventListener("click", () => turn(1));
  for (const button of document.querySelectorAll("[data-mistake]"))
    button.addEventListener("click", () => showMistake(button.dataset.mistake));
  window.addEventListener("beforeprint", () => render(true));
  window.addEventListener("afterprint", () => render());
  new ResizeObserver(fit).observe($("scroll"));
}

/** Where the table fits, its head can stay in sight; where it does not, it scrolls sideways. */
function fit() {
  $("scroll").classList.toggle("fits", $("table").offsetWidth <= $("scroll").clientWidth);
}

async function start() {
  if (!("DecompressionStream" in window)) {
    const known = "Chrome 80, Firefox 113 or Safari 16.4";
    $("live").before(make("p", `This browser cannot show the table; ${known} can.`));
    return;
  }
  await readAll();
  $("live").hidden = false;
  listen();
  $("table").tHead.rows[0].cells[0].setAttribute("aria-sort", "ascending");
  choose();
}

start();
