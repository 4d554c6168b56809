"use strict";

const $ = (id) => document.getElementById(id);
const plain = (number) => number.toLocaleString("en", { maximumFractionDigits: 2 });
const loaded = new Promise((resolve) => document.addEventListener("DOMContentLoaded", resolve));
const chunks = new Map(); // of details, the last few

let setting; // what is the same for all rows
let rows; // what the table knows of each submission

/**
 * Return a new element, say of the kind "p.note": strings and elements go into it, the entries of
 * an object become attributes, what is empty is left out. Whatever a submission says goes through
 * here, and so becomes text, never markup.
 */
function make(kind, ...parts) {
  const [tag, ...classes] = kind.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const part of parts.flat()) {
    if (!part) continue;
    if (typeof part === "string" || part instanceof Node) element.append(part);
    else for (const [name, value] of Object.entries(part)) element.setAttribute(name, value);
  }
  return element;
}

/** Return the list in the script element of that id. */
async function unpack(id) {
  if (!$(id)) await loaded; // the details come last
  const bytes = Uint8Array.from(atob($(id).textContent), (sign) => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

/** Return what the submission of a row shows when it is opened. */
async function details(row) {
  const [chunk, place] = row.place;
  if (!chunks.has(chunk)) {
    if (chunks.size > 3) chunks.delete(chunks.keys().next().value);
    chunks.set(chunk, unpack(`chunk-${chunk}`));
  }
  return (await chunks.get(chunk))[place];
}

async function readAll() {
  [setting] = await unpack("setting");
  rows = await unpack("table-data");
  rows.forEach((row, number) => {
    row.number = number;
    row.label = row.name || row.student || "(no name)";
    row.text = `${row.name}\n${row.student}`.toLowerCase();
    row.done = row.states.filter((state) => setting.states[state].key === "done").length;
  });
}
