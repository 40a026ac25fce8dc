// The matrix in the browser. It draws what the payload says (see grid.py) and has no vocabulary of its own.
// Streamlit calls the default export again whenever the data changes, with the same element to draw into; the box kept
// there remembers what it has drawn, so that scrolling, focus and an open cell outlive a rerun.

export default function ({ data, parentElement, setTriggerValue }) {
  const box = parentElement.querySelector(".box") ?? newBox(parentElement);
  const { selected, drawn } = unpacked(data);
  const fresh = box.drawn !== drawn;
  if (fresh) {
    draw(box, JSON.parse(drawn));
    box.drawn = drawn;
  }
  if (fresh || box.told !== selected) {
    const closed = box.told >= 0 && selected < 0;
    if (selected >= 0 && selected !== box.told) rove(box, box.cells[selected]);
    box.told = selected;
    select(box, selected);
    reveal(box);
    if (closed && adrift()) box.querySelector(".cell[tabindex='0']")?.focus({ preventScroll: true });
  }
  box.open = (cell) => {
    select(box, cell.number);
    box.revealed = idOf(box, cell);
    setTriggerValue("opened", box.revealed);
  };
}

// Is the keyboard nowhere, or on evidence that is being closed? Then it comes back to what had been opened.
function adrift() {
  return document.activeElement === document.body || Boolean(document.activeElement.closest(".st-key-evidence"));
}

function newBox(parent) {
  const box = element("div", "box");
  const onCell = (act) => (event) => {
    const cell = event.target.closest(".cell");
    if (cell) act(box, cell, event);
  };
  box.addEventListener("click", onCell((_, cell) => (rove(box, cell), box.open(cell))));
  box.addEventListener("keydown", onCell(press));
  box.addEventListener("focusin", onCell(light));
  box.addEventListener("focusout", () => light(box, null));
  box.addEventListener("pointerover", (event) => light(box, event.target.closest(".cell")));
  box.addEventListener("pointerleave", () => light(box, null));
  parent.append(box);
  new ResizeObserver(() => (fit(box), reveal(box))).observe(box);
  return box;
}

// Drawing

function draw(box, data) {
  const stood = standing(box);
  Object.assign(box, { data, cells: [], rowHeaders: [], columnHeaders: [], lit: null });
  const table = element("table");
  table.setAttribute("role", "grid");
  table.setAttribute("aria-label", data.label);
  table.append(head(box, data), body(box, data));
  fill(box, data);
  box.replaceChildren(table);
  fit(box);
  resume(box, stood);
}

function head(box, { corner, cols }) {
  const thead = element("thead");
  if (cols.group.some(Boolean)) thead.append(groupedColumns(cols));
  const row = thead.insertRow();
  row.append(corner ? header("columnheader", "first", corner) : nothing("first"));
  cols.name.forEach((name, column) => {
    box.columnHeaders[column] = header("columnheader", "column", name, cols.title[column]);
    row.append(box.columnHeaders[column]);
  });
  return thead;
}

function groupedColumns(cols) {
  const row = element("tr");
  row.append(nothing("first"));
  for (const { name, length } of runs(cols.group)) {
    const cell = name ? header("columnheader", "group", name) : nothing("");
    cell.colSpan = length;
    row.append(cell);
  }
  return row;
}

function body(box, { rows, cols }) {
  const tbody = element("tbody");
  const starts = new Map(runs(rows.group).map(({ start, name }) => [start, name]));
  rows.name.forEach((name, row) => {
    if (starts.get(row)) tbody.append(groupHeading(starts.get(row), cols.name.length + 1));
    const line = tbody.insertRow();
    box.rowHeaders[row] = header("rowheader", "first", name, rows.title[row]);
    line.append(box.rowHeaders[row], ...cols.name.map(() => newCell(box)));
  });
  return tbody;
}

function groupHeading(name, width) {
  const row = element("tr");
  const heading = header("rowheader", "group", name);
  heading.colSpan = width;
  row.append(heading);
  return row;
}

function newCell(box) {
  const cell = element("td", "cell");
  cell.setAttribute("role", "gridcell");
  cell.tabIndex = -1;
  cell.number = box.cells.length;
  box.cells.push(cell);
  return cell;
}

function fill(box, { cells, looks, phrases, rows, cols, actors_down }) {
  const told = new Map(cells.at.map((number, i) => [number, i]));
  for (const cell of box.cells) {
    const i = told.get(cell.number);
    const words = i === undefined ? phrases[0] : cells.phrases[i].map((phrase) => phrases[phrase]).join(", ");
    const names = [rows.name[rowOf(box, cell)], cols.name[columnOf(box, cell)]];
    cell.setAttribute("aria-label", `${(actors_down ? names : names.reverse()).join(", ")}: ${words}`);
    cell.append(mark(looks[i === undefined ? 0 : cells.look[i]]));
  }
  if (box.cells.length) box.cells[0].tabIndex = 0;
}

function mark({ classes, glyph, signs }) {
  const drawn = element("div", classes, glyph);
  drawn.append(...signs.map(([classes, glyph]) => element("span", classes, glyph)));
  return drawn;
}

function header(role, className, text, title = "") {
  const th = element("th", className);
  th.setAttribute("role", role);
  if (title && title !== text) th.title = title;
  th.append(element("span", "name", text));
  return th;
}

function nothing(className) {
  const td = element("td", className);
  td.setAttribute("role", "gridcell");
  return td;
}

function element(tag, className = "", text = "") {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

function runs(groups) {
  const found = [];
  groups.forEach((name, start) => {
    if (start && groups[start - 1] === name) found.at(-1).length += 1;
    else found.push({ name, start, length: 1 });
  });
  return found;
}

// Sizes: row names take at most 40 % of the box; names of columns stand upright where they have too little room to lie.

function fit(box) {
  const width = box.clientWidth;
  if (!width || !box.data) return;
  const first = Math.round(Math.min(280, width * 0.4));
  const room = (width - first) / box.columnHeaders.length;
  const upright = room < 84;
  box.classList.toggle("upright", upright);
  box.style.setProperty("--first", `${first}px`);
  box.style.setProperty("--column", `${Math.floor(Math.max(upright ? 42 : 84, Math.min(room, upright ? 56 : 132)))}px`);
  box.style.scrollPadding = `${box.querySelector("thead").offsetHeight + 4}px 4px 4px ${first + 4}px`; // focus never hides behind a name
}

// Scrolling inside the box; the page itself stays where it is.

function reveal(box) {
  const cell = box.cells?.[box.told];
  if (!cell || !box.clientWidth || box.revealed === idOf(box, cell)) return;
  box.revealed = idOf(box, cell);
  const [seen, shown] = [box.getBoundingClientRect(), cell.getBoundingClientRect()];
  const top = seen.top + box.querySelector("thead").offsetHeight;
  const left = seen.left + box.rowHeaders[0].offsetWidth;
  if (shown.top < top || shown.bottom > seen.bottom) box.scrollTop += shown.top - (top + seen.bottom - shown.height) / 2;
  if (shown.left < left || shown.right > seen.right) box.scrollLeft += shown.left - (left + seen.right - shown.width) / 2;
}

// What stood before a redraw: where the reader had scrolled to, and the cell the keyboard was on, by ids.

function standing(box) {
  if (!box.cells) return null;
  const cell = box.querySelector(".cell[tabindex='0']");
  return {
    top: box.scrollTop,
    left: box.scrollLeft,
    row: cell && box.data.rows.id[rowOf(box, cell)],
    column: cell && box.data.cols.id[columnOf(box, cell)],
    focused: cell?.matches(":focus"),
  };
}

function resume(box, stood) {
  if (!stood) return;
  box.scrollTo(stood.left, stood.top);
  const [row, column] = [box.data.rows.id.indexOf(stood.row), box.data.cols.id.indexOf(stood.column)];
  if (row < 0 || column < 0) return;
  const cell = cellAt(box, row, column);
  rove(box, cell);
  if (stood.focused) cell.focus({ preventScroll: true });
}

// Walking and opening

function press(box, cell, event) {
  const [row, column] = [rowOf(box, cell), columnOf(box, cell)];
  const [lastRow, lastColumn] = [box.rowHeaders.length - 1, box.columnHeaders.length - 1];
  const page = Math.max(1, Math.floor((box.clientHeight - box.querySelector("thead").offsetHeight) / cell.offsetHeight) - 1);
  const whole = event.ctrlKey || event.metaKey;
  const steps = {
    ArrowUp: [row - 1, column],
    ArrowDown: [row + 1, column],
    ArrowLeft: [row, column - 1],
    ArrowRight: [row, column + 1],
    PageUp: [row - page, column],
    PageDown: [row + page, column],
    Home: [whole ? 0 : row, 0],
    End: [whole ? lastRow : row, lastColumn],
  };
  if (event.key === "Enter" || event.key === " ") box.open(cell);
  else if (event.key in steps && !event.altKey && !event.shiftKey) {
    const [toRow, toColumn] = steps[event.key];
    const to = cellAt(box, within(toRow, lastRow), within(toColumn, lastColumn));
    rove(box, to);
    to.focus();
  } else return;
  event.preventDefault();
}

function rove(box, cell) {
  const before = box.querySelector(".cell[tabindex='0']");
  if (before) before.tabIndex = -1;
  cell.tabIndex = 0;
}

function select(box, number) {
  box.querySelector(".cell[aria-selected]")?.removeAttribute("aria-selected");
  box.cells[number]?.setAttribute("aria-selected", "true");
}

function light(box, cell) {
  if (box.lit === cell) return;
  for (const [lit, on] of [[box.lit, false], [cell, true]]) {
    if (!lit) continue;
    box.rowHeaders[rowOf(box, lit)]?.classList.toggle("lit", on);
    box.columnHeaders[columnOf(box, lit)]?.classList.toggle("lit", on);
  }
  if (cell) cell.title = cell.getAttribute("aria-label");
  box.lit = cell;
}

const rowOf = (box, cell) => Math.floor(cell.number / box.data.cols.id.length);
const columnOf = (box, cell) => cell.number % box.data.cols.id.length;
const idOf = (box, cell) => `${box.data.rows.id[rowOf(box, cell)]}|${box.data.cols.id[columnOf(box, cell)]}`;
const cellAt = (box, row, column) => box.cells[row * box.data.cols.id.length + column];
const within = (number, last) => Math.max(0, Math.min(last, number));
